namespace ActorMQ.Core.Tests;

public sealed class NamesTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Orders.eu-west_1")]
    [InlineData("...")]
    public void A_good_name_is_accepted(string name) => Assert.Equal(Refusal.None, Names.Check(name, "topic"));

    [Theory]
    [InlineData("", "empty")]
    [InlineData(null, "empty")]
    [InlineData("a b", "character 2")]
    [InlineData("größe", "character 3")]
    [InlineData("a/b", "character 2")]
    [InlineData("a\0", "character 2")]
    [InlineData(".", "path")]
    [InlineData("..", "path")]
    public void A_bad_name_is_refused_with_field_limit_and_reason(string? name, string reason)
    {
        var refusal = Names.Check(name, "group");
        Assert.Equal((RefusalCode.InvalidName, "group", 127), (refusal.Code, refusal.Field, refusal.Limit));
        Assert.Contains(reason, refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void The_longest_name_is_accepted_and_a_longer_one_refused()
    {
        Assert.Equal(Refusal.None, Names.Check(new string('a', 127), "topic"));
        Assert.Contains("128 characters", Names.Check(new string('a', 128), "topic").Detail, StringComparison.Ordinal);
    }
}
