using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class Documentation
{
    private static readonly string[] PublicSurface = ["ActorMQ.Client", "ActorMQ.Hosting"];

    [Fact]
    public void Every_public_member_that_a_user_sees_has_a_word() => House.Holds(
        Repository.Sources
            .Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal))
            .Where(file => PublicSurface.Contains(file.Project))
            .SelectMany(CodeRules.Undocumented));

    [Theory]
    [InlineData("public class A;", 1)]
    [InlineData("/// <summary>It.</summary>\npublic class A { public void M() { } }", 1)]
    [InlineData("/// <summary>It.</summary>\npublic enum A { B }", 1)]
    [InlineData("/// <summary>It.</summary>\npublic interface A { void M(); }", 1)]
    [InlineData("/// <summary>It.</summary>\npublic class A { /// <inheritdoc/>\npublic void M() { } }", 0)]
    [InlineData("internal class A { public void M() { } }", 0)]
    [InlineData("/// <summary>It.</summary>\npublic class A { void M() { } internal class B { public int C; } }", 0)]
    public void What_nobody_sees_needs_none(string text, int found) =>
        Assert.Equal(found, CodeRules.Undocumented(House.Example($"namespace ActorMQ.Core;\n{text}")).Count());
}
