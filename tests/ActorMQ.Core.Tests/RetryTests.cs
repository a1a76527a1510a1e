using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;

namespace ActorMQ.Core.Tests;

public sealed class RetryTests
{
    private static readonly GroupPolicy Policy = GroupPolicy.Default with { JitterPercent = 0 };

    [Fact]
    public void A_nacked_record_is_out_of_reach_until_its_backoff_has_passed()
    {
        var (_, group) = With(records: 1);
        Nack(group, Partitions.TakeOne(group, consumer: 1, messagesMax: 1));

        Assert.False(group.HasReady);
        Assert.Equal((1L, 1L, 1L), (group.RetryCount, group.WaitingCount, group.Lag));
        var dueMs = group.NextDueMs - Partitions.At(0).WallMs;
        Assert.InRange(dueMs, 1_000, 1_064);
        Assert.Equal(0, group.ReleaseDue(Partitions.At(dueMs - 1)));
        Assert.Equal(1, group.ReleaseDue(Partitions.At(dueMs)));
        Assert.Equal((0L, long.MaxValue), (group.RetryCount, group.NextDueMs));
        Assert.Equal(2, Partitions.TakeOne(group, consumer: 1, messagesMax: 1).Attempt);
    }

    [Fact]
    public void A_delay_replaces_the_backoff_and_0_means_at_once()
    {
        var (_, group) = With(records: 2);
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 2);
        Nack(group, taken with { Count = 1 }, delayMs: 0);
        Nack(group, taken with { First = 1, Count = 1 }, delayMs: int.MaxValue);

        Assert.Equal((0L, 1), (Partitions.TakeOne(group, consumer: 1, messagesMax: 9).First, group.RetryCount));
        var delayMs = group.NextDueMs - Partitions.At(0).WallMs;
        Assert.InRange(delayMs, Limits.RetryDelayMsMax, Limits.RetryDelayMsMax * 9L / 8);
    }

    [Fact]
    public void An_ack_settles_a_record_in_backoff()
    {
        var (_, group) = With(records: 3);
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 3);
        Nack(group, taken);
        var ack = Partitions.Ack(taken) with { First = 1, Count = 1 };
        Assert.Equal(new SettleResult(1, 0), group.Settle(ack, default));
        Assert.Equal((2L, 0L), (group.RetryCount, group.Floor));
        Assert.Equal(new SettleResult(2, 1), group.Settle(Partitions.Ack(taken), default));
        Assert.Equal((0L, 3L, long.MaxValue), (group.RetryCount, group.Floor, group.NextDueMs));
        group.CheckAll();
    }

    [Fact]
    public void Attempts_go_on_from_bucket_to_bucket()
    {
        var (_, group) = With(records: 1, Policy with { AttemptLimit = 0 });
        for (var attempt = 1; attempt <= Limits.AttemptMax + 2; attempt++)
        {
            var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 1);
            Assert.Equal(Math.Min(attempt, Limits.AttemptMax), taken.Attempt);
            Nack(group, taken);
            Assert.Equal(1, group.ReleaseDue(Partitions.At(1_000_000)));
        }
    }

    [Fact]
    public void Retries_and_fresh_records_share_what_is_taken()
    {
        var (partition, group) = With(records: 1_000, GroupPolicy.AtOnce);
        Nack(group, Partitions.TakeOne(group, consumer: 1, messagesMax: 1_000));
        Partitions.Fill(partition, 1_000);

        Assert.Equal((0, 50), Range(Partitions.TakeOne(group, consumer: 1, messagesMax: 100)));
        Assert.Equal((1_000, 50), Range(Partitions.TakeOne(group, consumer: 1, messagesMax: 50)));
        var again = 0;
        for (var turn = 0; turn < 200; turn++)
            again += Partitions.TakeOne(group, consumer: 1, messagesMax: 1).First < 1_000 ? 1 : 0;
        Assert.InRange(again, 68, 132);
    }

    [Fact]
    public void Alone_each_of_the_two_takes_all()
    {
        var (partition, group) = With(records: 100, GroupPolicy.AtOnce);
        var all = Partitions.TakeOne(group, consumer: 1, messagesMax: 100);
        Nack(group, all);
        Assert.Equal((0, 100), Range(Partitions.TakeOne(group, consumer: 1, messagesMax: 100)));
        Partitions.Fill(partition, 100);
        Assert.Equal((100, 100), Range(Partitions.TakeOne(group, consumer: 1, messagesMax: 100)));
    }

    [Fact]
    public void A_large_bucket_becomes_ready_in_steps_and_no_further_than_helps()
    {
        var (_, group) = With(records: 200_000);
        Nack(group, Partitions.TakeOne(group, consumer: 1, messagesMax: 200_000));
        var steps = 0;
        for (; group.NextDueMs != long.MaxValue; steps++)
            Assert.Equal(Limits.ReleasedMax, group.ReleaseDue(Partitions.At(2_000)));

        Assert.Equal(Limits.ReadyMax / Limits.ReleasedMax, steps);
        Assert.Equal(200_000 - Limits.ReadyMax, group.RetryCount);
        Assert.Equal(0, group.ReleaseDue(Partitions.At(2_000)));
        Partitions.TakeOne(group, consumer: 1, messagesMax: 1);
        Assert.Equal(1, group.ReleaseDue(Partitions.At(2_000)));
        group.CheckAll();
    }

    [Fact]
    public void A_clock_that_went_back_makes_no_backoff_shorter()
    {
        var (partition, group) = With(records: 1);
        Partitions.Accept(partition, new AppendBatch(default, 0, 0, 1), ms: 50_000);
        Nack(group, Partitions.TakeOne(group, consumer: 1, messagesMax: 1));
        Assert.InRange(group.NextDueMs - Partitions.At(50_000).WallMs, 1_000, 1_064);
    }

    private static (Partition Partition, Group Group) With(int records, GroupPolicy? policy = null)
    {
        var (partition, group) = Partitions.With(records);
        group.Policy = policy ?? Policy;
        return (partition, group);
    }

    private static void Nack(Group group, in HandedOut e, int delayMs = -1)
    {
        var nack = Partitions.Ack(e) with { Kind = SettleKind.Nack, DelayMs = delayMs };
        Assert.Equal(new SettleResult(e.Count, 0), group.Settle(nack, Partitions.At(0)));
    }

    private static (long First, int Count) Range(HandedOut e) => (e.First, e.Count);
}
