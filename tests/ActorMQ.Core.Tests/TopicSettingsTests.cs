using ActorMQ.Core.Topics;

namespace ActorMQ.Core.Tests;

public sealed class TopicSettingsTests
{
    private const long Day = 24L * 60 * 60 * 1000;

    [Fact]
    public void Who_says_nothing_keeps_a_log_for_seven_days_and_settled_records_not_at_all() =>
        Assert.Equal(new TopicSettings(0, 7 * Day, 0), TopicSettings.Default);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(Limits.KeepMsMax, Limits.KeepMsMax, Limits.RetentionBytesMax)]
    [InlineData(1, Limits.RetentionMsMin, Limits.RetentionBytesMin)]
    public void Numbers_at_their_limits_are_accepted(long purgeAfterMs, long retentionMs, long retentionBytes) =>
        Assert.False(new TopicSettings(purgeAfterMs, retentionMs, retentionBytes).Check().IsRefused);

    [Theory]
    [InlineData(-1, 0, 0, "purgeAfterMs", 0)]
    [InlineData(Limits.KeepMsMax + 1, 0, 0, "purgeAfterMs", Limits.KeepMsMax)]
    [InlineData(0, -1, 0, "retentionMs", Limits.RetentionMsMin)]
    [InlineData(0, Limits.RetentionMsMin - 1, 0, "retentionMs", Limits.RetentionMsMin)]
    [InlineData(0, long.MaxValue, 0, "retentionMs", Limits.KeepMsMax)]
    [InlineData(0, 0, long.MinValue, "retentionBytes", Limits.RetentionBytesMin)]
    [InlineData(0, 0, Limits.RetentionBytesMin - 1, "retentionBytes", Limits.RetentionBytesMin)]
    [InlineData(0, 0, Limits.RetentionBytesMax + 1, "retentionBytes", Limits.RetentionBytesMax)]
    public void A_number_outside_is_refused_by_field_and_limit(
        long purgeAfterMs, long retentionMs, long retentionBytes, string field, long limit)
    {
        var refusal = new TopicSettings(purgeAfterMs, retentionMs, retentionBytes).Check();
        Assert.Equal((RefusalCode.InvalidTopicSetting, field, limit), (refusal.Code, refusal.Field, refusal.Limit));
        Assert.StartsWith(field + ":", refusal.Detail);
    }

    [Fact]
    public void A_log_goes_by_age_and_size_whatever_is_settled()
    {
        var settings = new TopicSettings(RetentionMs: Day, RetentionBytes: Limits.RetentionBytesMin);
        Assert.Equal(
            new ExpiryRule(9 * Day, Limits.RetentionBytesMin, long.MaxValue), ExpiryRule.OfLog(settings, 10 * Day));
        Assert.Equal(
            new ExpiryRule(long.MinValue, long.MaxValue, long.MaxValue),
            ExpiryRule.OfLog(new TopicSettings(0, 0, 0), 10 * Day));
    }

    [Fact]
    public void A_queue_goes_when_it_is_settled_and_old_enough()
    {
        var rule = ExpiryRule.OfQueue(new TopicSettings(PurgeAfterMs: 2 * Day), settledBelow: 77, 10 * Day);
        Assert.Equal(new ExpiryRule(8 * Day, long.MaxValue, 77), rule);
    }

    [Fact]
    public void A_queue_without_a_group_goes_by_age_alone()
    {
        var settings = new TopicSettings(2 * Day, Day, Limits.RetentionBytesMin);
        var rule = ExpiryRule.OfQueueWithoutGroup(settings, 10 * Day);
        Assert.Equal(new ExpiryRule(9 * Day, long.MaxValue, long.MaxValue), rule);
    }
}
