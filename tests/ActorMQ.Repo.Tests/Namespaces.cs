using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class Namespaces
{
    [Fact]
    public void Every_namespace_is_its_folder() =>
        House.Holds(Repository.Sources.SelectMany(NameRules.Misplaced));

    [Theory]
    [InlineData("namespace ActorMQ.Core.Groups;\nclass A;", 0)]
    [InlineData("namespace ActorMQ.Core;\nclass A;", 1)]
    [InlineData("namespace ActorMQ.Core.Groups { class A; }", 1)]
    [InlineData("class A;", 1)]
    public void A_stray_one_is_found(string text, int found) =>
        Assert.Equal(found, NameRules.Misplaced(House.Example(text, "src/ActorMQ.Core/Groups/A.cs")).Count());
}
