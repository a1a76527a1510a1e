using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class NestingDepth
{
    [Fact]
    public void Control_flow_is_at_most_three_deep() =>
        House.Holds(Repository.Sources.SelectMany(SizeRules.DeepNesting));

    [Theory]
    [InlineData("if (a) while (b) { foreach (var c in d) e(); }", 0)]
    [InlineData("if (a) while (b) { foreach (var c in d) if (e) f(); }", 1)]
    [InlineData("if (a) b(); else if (c) d(); else if (e) f(); else if (g) h();", 0)]
    [InlineData("try { for (;;) switch (a) { default: if (b) c(); break; } } finally { }", 1)]
    public void An_else_if_is_no_deeper(string body, int found) =>
        Assert.Equal(found, SizeRules.DeepNesting(House.Example($"class A {{ void M() {{ {body} }} }}")).Count());
}
