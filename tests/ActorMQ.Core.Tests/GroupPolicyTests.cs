using ActorMQ.Core.Groups;
using ActorMQ.Records;

namespace ActorMQ.Core.Tests;

public sealed class GroupPolicyTests
{
    public static TheoryData<GroupPolicy, string, long> Invalid => new()
    {
        { new() { AckWaitMs = 999 }, "ackWaitMs", 1_000 },
        { new() { AckWaitMs = 3_600_001 }, "ackWaitMs", 3_600_000 },
        { new() { AttemptLimit = -1 }, "attemptLimit", 0 },
        { new() { AttemptLimit = 251 }, "attemptLimit", 250 },
        { new() { BackoffMinMs = -1 }, "backoffMinMs", 0 },
        { new() { BackoffMaxMs = 999 }, "backoffMaxMs", 1_000 },
        { new() { BackoffMaxMs = Limits.RetryDelayMsMax + 1 }, "backoffMaxMs", Limits.RetryDelayMsMax },
        { new() { BackoffFactor = 99 }, "backoffFactor", 100 },
        { new() { BackoffFactor = 1_001 }, "backoffFactor", 1_000 },
        { new() { JitterPercent = 51 }, "jitterPercent", 50 },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void A_field_outside_its_bounds_is_refused_by_name_and_limit(GroupPolicy policy, string field, long limit)
    {
        var refusal = policy.Check();
        Assert.Equal((RefusalCode.InvalidGroupPolicy, field, limit), (refusal.Code, refusal.Field, refusal.Limit));
        Assert.StartsWith($"{field}: ", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_letter_topic_has_a_name_like_any_other()
    {
        var refusal = new GroupPolicy { DeadLetter = "no spaces" }.Check();
        Assert.Equal((RefusalCode.InvalidName, "deadLetter"), (refusal.Code, refusal.Field));
    }

    [Fact]
    public void The_two_given_policies_are_valid()
    {
        Assert.False(GroupPolicy.Default.Check().IsRefused);
        Assert.False(GroupPolicy.AtOnce.Check().IsRefused);
    }

    [Fact]
    public void The_bytes_of_the_default_are_pinned()
    {
        Assert.Equal("01B0EA0110E807C0CF24C8011400", Convert.ToHexString(Bytes(GroupPolicy.Default)));
        Assert.Equal(GroupPolicy.Default, GroupPolicyCodec.Read(default));
    }

    [Fact]
    public void Any_policy_is_read_as_it_was_written()
    {
        var policy = new GroupPolicy
        {
            AckWaitMs = 1_000,
            AttemptLimit = 0,
            BackoffMinMs = 0,
            BackoffMaxMs = 0,
            BackoffFactor = 150,
            JitterPercent = 0,
            DeadLetter = "orders.failed",
        };
        Assert.Equal(policy, GroupPolicyCodec.Read(Bytes(policy)));
        Assert.Equal(GroupPolicy.AtOnce, GroupPolicyCodec.Read(Bytes(GroupPolicy.AtOnce)));
    }

    [Fact]
    public void Cut_changed_and_refused_bytes_are_corrupt()
    {
        var bytes = Bytes(GroupPolicy.Default);
        for (var length = 1; length < bytes.Length; length++)
            Assert.Throws<CorruptRecordException>(() => GroupPolicyCodec.Read(bytes.AsSpan(0, length)));
        Assert.Throws<CorruptRecordException>(() => GroupPolicyCodec.Read([.. bytes, 0]));
        Assert.Throws<CorruptRecordException>(() => GroupPolicyCodec.Read([2, .. bytes.AsSpan(1)]));
        var refused = Bytes(GroupPolicy.Default with { JitterPercent = 99 });
        Assert.Throws<CorruptRecordException>(() => GroupPolicyCodec.Read(refused));
    }

    [Fact]
    public void Dead_letters_go_to_a_topic_of_the_group_unless_told_otherwise()
    {
        Assert.Equal("dlq.orders.billing", GroupPolicy.Default.DeadLetterTopic("orders", "billing"));
        Assert.Equal("failed", new GroupPolicy { DeadLetter = "failed" }.DeadLetterTopic("orders", "billing"));
        Assert.Null(GroupPolicy.AtOnce.DeadLetterTopic("orders", "billing"));
    }

    [Fact]
    public void A_name_that_would_be_too_long_is_cut_and_stays_its_own()
    {
        var topic = new string('t', 120);
        var (one, other) = (
            GroupPolicy.Default.DeadLetterTopic(topic, "one")!, GroupPolicy.Default.DeadLetterTopic(topic, "other")!);
        Assert.Equal((127, 127), (one.Length, other.Length));
        Assert.Matches("^dlq[.]t+-[0-9a-f]{8}$", one);
        Assert.NotEqual(one, other);
        Assert.False(Names.Check(one, "topic").IsRefused);
        Assert.Equal($"dlq.{topic}.g1", GroupPolicy.Default.DeadLetterTopic(topic, "g1"));
    }

    private static byte[] Bytes(GroupPolicy policy)
    {
        var to = new ByteWriter();
        GroupPolicyCodec.Write(policy, to);
        return to.Written.ToArray();
    }
}
