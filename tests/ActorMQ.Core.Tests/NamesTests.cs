namespace ActorMQ.Core.Tests;

public sealed class NamesTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Orders.eu-west_1")]
    [InlineData("...")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456")]
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
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567", "128")]
    public void A_bad_name_is_refused_with_field_limit_and_reason(string? name, string reason)
    {
        var refusal = Names.Check(name, "group");
        Assert.Equal((RefusalCode.InvalidName, "group", 127), (refusal.Code, refusal.Field, refusal.Limit));
        Assert.Contains(reason, refusal.Detail, StringComparison.Ordinal);
    }
}
