using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class InstanceFields
{
    private const string Thirteen = "int a, b, c, d, e, f, g, h, i, j, k, l, m;";

    [Fact]
    public void No_class_holds_more_than_twelve() =>
        House.Holds(Repository.Sources.SelectMany(SizeRules.WideTypes));

    [Theory]
    [InlineData($"class A {{ {Thirteen} }}", 1)]
    [InlineData("class A { int a, b, c, d, e, f, g, h, i, j, k, l; }", 0)]
    [InlineData("class A { int a, b, c, d, e, f, g, h, i, j, k, l; int M { get; set; } }", 1)]
    [InlineData("class A { int a, b, c, d, e, f, g, h, i, j, k, l; int M => a; }", 0)]
    [InlineData($"class A {{ static {Thirteen} }}", 0)]
    [InlineData($"class NodeOptions {{ {Thirteen} }}", 0)]
    [InlineData($"readonly struct A {{ readonly {Thirteen} }}", 0)]
    public void Settings_wire_types_and_statics_do_not_count(string text, int found) =>
        Assert.Equal(found, SizeRules.WideTypes(House.Example(text)).Count());
}
