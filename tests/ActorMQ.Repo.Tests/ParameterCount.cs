using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class ParameterCount
{
    [Fact]
    public void No_list_is_longer_than_six() =>
        House.Holds(Repository.Sources.SelectMany(SizeRules.LongParameterLists));

    [Theory]
    [InlineData("class A { void M(int a, int b, int c, int d, int e, int f) { } }", 0)]
    [InlineData("class A { void M(int a, int b, int c, int d, int e, int f, int g) { } }", 1)]
    [InlineData("class A(int a, int b, int c, int d, int e, int f, int g);", 1)]
    [InlineData("record A(int B, int C, int D, int E, int F, int G, int H);", 0)]
    [InlineData("delegate void A(int a, int b, int c, int d, int e, int f, int g);", 1)]
    public void Members_of_a_positional_record_do_not_count(string text, int found) =>
        Assert.Equal(found, SizeRules.LongParameterLists(House.Example(text)).Count());
}
