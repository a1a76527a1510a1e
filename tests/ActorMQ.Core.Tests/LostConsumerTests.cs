using ActorMQ.Core.Groups;

namespace ActorMQ.Core.Tests;

public sealed class LostConsumerTests
{
    [Fact]
    public void What_was_started_counts_and_as_many_others_as_run_at_a_time()
    {
        var (_, group) = Partitions.With(records: 10);
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 10, concurrency: 2);
        Start(group, taken, first: 5, count: 2);

        Assert.Equal(10, group.ReleaseConsumer(1, uncleanly: true, Partitions.At(0)));
        Assert.Equal([2, 2, 1, 1, 1, 2, 2, 1, 1, 1], Attempts(group));
    }

    [Fact]
    public void A_started_delivery_that_came_back_is_not_judged_again()
    {
        var (_, group) = Partitions.With(records: 3);
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 3);
        Start(group, taken, first: 0, count: 3);
        group.Settle(Partitions.Ack(taken) with { Kind = SettleKind.Nack, Count = 1 }, default);
        group.Settle(Partitions.Ack(taken) with { First = 1, Count = 1 }, default);
        Assert.Equal(1, group.ReleaseConsumer(1, uncleanly: true, Partitions.At(0)));
        group.CheckAll();
        Assert.Equal([2, 2], Attempts(group));
    }

    [Fact]
    public void A_handler_that_kills_its_process_runs_out_of_attempts_and_its_neighbours_do_not()
    {
        var (_, group) = Partitions.With(records: 100);
        group.Policy = GroupPolicy.Default with { BackoffMinMs = 0 };
        for (var crash = 1; group.MoveCount == 0; crash++)
        {
            Partitions.TakeAll(group, consumer: crash, messagesMax: 100);
            Start(group, new HandedOut(1, 40, 1, (short)crash, crash, 0), first: 40, count: 1);
            // The lowest unreported one counts too; it is done before the next crash.
            group.ReleaseConsumer(crash, uncleanly: true, Partitions.At(0));
            var lowest = Partitions.TakeOne(group, consumer: 0, messagesMax: 1);
            group.Settle(Partitions.Ack(lowest), default);
            Assert.InRange(crash, 1, 16);
        }

        Assert.True(group.TryGetMove(0, out var move));
        Assert.Equal((40L, 16, MoveCause.ConsumerLost), (move.Offset, move.Attempt, move.Cause));
    }

    [Fact]
    public void A_suspended_consumer_keeps_what_it_has_until_its_grace_ends()
    {
        var (_, group) = Partitions.With(records: 4);
        Partitions.TakeOne(group, consumer: 1, messagesMax: 3);
        Partitions.TakeOne(group, consumer: 2, messagesMax: 1);

        Assert.Equal(3, group.SuspendConsumer(1, Partitions.At(100), graceMs: 5_000));
        Assert.False(group.HasReady);
        Assert.Equal(5_100, group.NextDeadlineMs);
        Assert.Equal(0, group.ExpireDue(Partitions.At(5_099)));
        Assert.Equal(3, group.ExpireDue(Partitions.At(5_100)));
        Assert.Equal(1, group.ExpireDue(Partitions.At(30_000)));
        Assert.Equal([2, 1, 1, 2], Attempts(group));
    }

    [Fact]
    public void A_consumer_that_comes_back_keeps_what_it_claims()
    {
        var (_, group) = Partitions.With(records: 10);
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 10);
        group.SuspendConsumer(1, Partitions.At(0), graceMs: 5_000);
        Assert.Equal(10, group.ResumeConsumer(1, Partitions.At(4_000), graceMs: 5_000));
        var claim = Partitions.Ack(taken) with { Kind = SettleKind.Extend, First = 2, Count = 3 };
        Assert.Equal(new SettleResult(3, 0), group.Settle(claim, Partitions.At(5_000)));

        Assert.Equal(7, group.ReleaseUnclaimed(1));
        Assert.Equal((3, 0), (group.InFlight, group.ExpireDue(Partitions.At(34_999))));
        Assert.Equal([1, 1, 1, 1, 1, 1, 1], Attempts(group));
        var ack = Partitions.Ack(taken) with { First = 4, Count = 1 };
        Assert.Equal(new SettleResult(1, 0), group.Settle(ack, default));
    }

    [Fact]
    public void A_consumer_that_comes_back_and_claims_nothing_is_judged_after_all()
    {
        var (_, group) = Partitions.With(records: 2);
        Partitions.TakeOne(group, consumer: 1, messagesMax: 2);
        group.SuspendConsumer(1, Partitions.At(0), graceMs: 5_000);
        group.ResumeConsumer(1, Partitions.At(4_000), graceMs: 5_000);
        Assert.Equal(0, group.ExpireDue(Partitions.At(8_999)));
        Assert.Equal(2, group.ExpireDue(Partitions.At(9_000)));
        Assert.Equal(0, group.ResumeConsumer(1, Partitions.At(9_000), graceMs: 5_000));
        Assert.Equal([2, 1], Attempts(group));
    }

    [Fact]
    public void What_a_consumer_takes_after_it_came_back_is_not_in_question()
    {
        var (_, group) = Partitions.With(records: 4);
        Partitions.TakeOne(group, consumer: 1, messagesMax: 2);
        group.SuspendConsumer(1, Partitions.At(0), graceMs: 5_000);
        group.ResumeConsumer(1, Partitions.At(0), graceMs: 5_000);
        Partitions.TakeOne(group, consumer: 1, messagesMax: 2);
        Assert.Equal(2, group.ReleaseUnclaimed(1));
        Assert.Equal(2, group.InFlight);
    }

    [Fact]
    public void A_new_tenure_counts_as_many_as_each_consumer_runs_at_a_time()
    {
        var (partition, group) = Partitions.With(records: 9);
        Partitions.TakeOne(group, consumer: 1, messagesMax: 4, concurrency: 3);
        Partitions.TakeOne(group, consumer: 2, messagesMax: 3);
        Partitions.Drain(partition);
        var recovered = Partitions.Read(Partitions.Snapshot(partition));
        recovered.StartTenure(2);

        Assert.True(recovered.TryGetGroup(1, out var again));
        Assert.Equal([2, 2, 2, 1, 2, 1, 1, 1, 1], Attempts(again));
    }

    [Fact]
    public void A_new_tenure_moves_what_has_no_attempt_left()
    {
        var (partition, group) = Partitions.With(records: 2);
        group.Policy = GroupPolicy.Default with { AttemptLimit = 1 };
        Partitions.TakeOne(group, consumer: 1, messagesMax: 2);
        partition.StartTenure(2, Partitions.At(7));
        Assert.True(group.TryGetMove(0, out var move));
        Assert.Equal((MoveCause.ConsumerLost, Partitions.At(7).WallMs), (move.Cause, move.MovedAtMs));
        Assert.Equal([1], Attempts(group));
    }

    [Fact]
    public void A_stranger_starts_nothing()
    {
        var (_, group) = Partitions.With(records: 2);
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 2);
        var start = Partitions.Ack(taken) with { Kind = SettleKind.Start };
        Assert.Equal(new SettleResult(0, 2), group.Settle(start with { Consumer = 2 }, default));
        Assert.Equal(new SettleResult(0, 2), group.Settle(start with { Attempt = 2 }, default));
        Assert.Equal(new SettleResult(2, 0), group.Settle(start, default));
        Assert.Equal(new SettleResult(2, 0), group.Settle(start, default));
    }

    private static void Start(Group group, in HandedOut e, long first, int count)
    {
        var start = Partitions.Ack(e) with { Kind = SettleKind.Start, First = first, Count = count };
        Assert.Equal(new SettleResult(count, 0), group.Settle(start, Partitions.At(0)));
    }

    // The next attempt of all that is ready, in the order of the offsets.
    private static List<int> Attempts(Group group)
    {
        var attempts = new SortedDictionary<long, int>();
        while (group.TryDecideTake(new Take(99, 1), Partitions.At(0), out var e))
        {
            group.Apply(e);
            attempts.Add(e.First, e.Attempt);
        }

        return [.. attempts.Values];
    }
}
