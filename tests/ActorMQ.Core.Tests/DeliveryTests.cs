using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;

namespace ActorMQ.Core.Tests;

public sealed class DeliveryTests
{
    [Fact]
    public void Only_durable_records_are_handed_out()
    {
        var (partition, group) = Partitions.With(records: 3);
        Partitions.Accept(partition, new AppendBatch(default, 0, 0, 5));

        Assert.Equal(3, Partitions.TakeAll(group, consumer: 1, messagesMax: 100));
        partition.MarkDurable(8);
        Assert.Equal((3, 5), Range(Partitions.TakeOne(group, consumer: 1, messagesMax: 100)));
    }

    [Fact]
    public void Competing_consumers_get_different_records()
    {
        var (_, group) = Partitions.With(records: 10);
        Assert.Equal((0, 4), Range(Partitions.TakeOne(group, consumer: 1, messagesMax: 4)));
        Assert.Equal((4, 6), Range(Partitions.TakeOne(group, consumer: 2, messagesMax: 9)));
        Assert.False(group.TryDecideTake(new Take(3, 5), Partitions.At(0), out _));
    }

    [Fact]
    public void Groups_have_their_own_progress()
    {
        var (partition, first) = Partitions.With(records: 10);
        partition.EnsureGroup(2, GroupStart.Latest, out var second);
        first.Settle(Partitions.Ack(Partitions.TakeOne(first, consumer: 1, messagesMax: 6)), Partitions.At(0));

        Assert.Equal((6, 10), (first.Floor, second!.Floor));
        Assert.Equal((4, 0), (first.Lag, second.Lag));
        Assert.Equal(6, partition.PurgeFloor);
    }

    [Fact]
    public void A_nack_returns_only_what_it_names_and_counts()
    {
        var (_, group) = Partitions.With(records: 10);
        var out1 = Partitions.TakeOne(group, consumer: 1, messagesMax: 10);
        var nack = new SettleRange(SettleKind.Nack, 4, 2, Tenure: 1, out1.Attempt, Consumer: 1);
        Assert.Equal(new SettleResult(2, 0), group.Settle(nack, Partitions.At(0)));

        var again = Partitions.TakeOne(group, consumer: 2, messagesMax: 10);
        Assert.Equal((4, 2), Range(again));
        Assert.Equal(2, again.Attempt);
    }

    [Fact]
    public void Scattered_redeliveries_of_one_attempt_go_together()
    {
        var (_, group) = Partitions.With(records: 100);
        var all = Partitions.TakeOne(group, consumer: 1, messagesMax: 100);
        foreach (var offset in new[] { 3, 5, 6, 90 })
            group.Settle(new SettleRange(SettleKind.Nack, offset, 1, 1, all.Attempt, 1), Partitions.At(0));

        Assert.True(group.TryDecideTake(new Take(1, 10), Partitions.At(0), out var first));
        List<HandedOut> ranges = [first];
        group.DecideMore(ranges, messagesMax: 9, end: 50);
        Assert.Equal([(3, 1), (5, 2)], ranges.Select(Range));
    }

    [Fact]
    public void Fresh_records_may_pass_those_that_are_not_at_hand_and_leave_no_debt()
    {
        var (_, group) = Partitions.With(records: 10_000);
        var all = Partitions.TakeOne(group, consumer: 1, messagesMax: 1_000);
        group.Settle(
            new SettleRange(SettleKind.Nack, 0, 1_000, 1, all.Attempt, 1), Partitions.At(0));
        for (var turn = 0; turn < 5; turn++)
        {
            Assert.True(group.TryDecideTake(new Take(1, 1_000, IsFreshOnly: true), Partitions.At(0), out var fresh));
            Assert.Equal((1_000 * (turn + 1), 1_000), Range(fresh));
            group.Apply(fresh);
        }

        Assert.Equal((0, 500), Range(Partitions.TakeOne(group, consumer: 1, messagesMax: 1_000)));
        Assert.Equal((6_000, 436), Range(Partitions.TakeOne(group, consumer: 1, messagesMax: 1_000)));
    }

    [Fact]
    public void An_ack_of_an_attempt_that_was_replaced_does_not_settle()
    {
        var (_, group) = Partitions.With(records: 1);
        var first = Partitions.TakeOne(group, consumer: 1, messagesMax: 1);
        group.ExpireDue(Partitions.At(Limits.AckWaitMsDefault));
        var second = Partitions.TakeOne(group, consumer: 1, messagesMax: 1);

        Assert.Equal(new SettleResult(0, 1), group.Settle(Partitions.Ack(first), Partitions.At(0)));
        Assert.Equal((0, 1), (group.Floor, group.InFlight));
        Assert.Equal(new SettleResult(1, 0), group.Settle(Partitions.Ack(second), Partitions.At(0)));
        Assert.Equal(1, group.Floor);
    }

    [Fact]
    public void An_ack_of_another_consumer_does_not_settle()
    {
        var (_, group) = Partitions.With(records: 1);
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 1);
        var stranger = Partitions.Ack(taken with { Consumer = 2 });
        Assert.Equal(new SettleResult(0, 1), group.Settle(stranger, Partitions.At(0)));
    }

    [Fact]
    public void A_late_ack_settles_while_the_record_is_not_out_again()
    {
        var (_, group) = Partitions.With(records: 1);
        var first = Partitions.TakeOne(group, consumer: 1, messagesMax: 1);
        group.ExpireDue(Partitions.At(Limits.AckWaitMsDefault));

        Assert.Equal(new SettleResult(1, 0), group.Settle(Partitions.Ack(first), Partitions.At(0)));
        Assert.Equal((1, 0), (group.Floor, group.WaitingCount));
    }

    [Fact]
    public void An_ack_of_an_older_tenure_settles_what_is_not_out_again_and_nothing_else()
    {
        var (partition, group) = Partitions.With(records: 20);
        Partitions.TakeOne(group, consumer: 1, messagesMax: 10, concurrency: 10);
        partition.StartTenure(2);
        Partitions.TakeOne(group, consumer: 2, messagesMax: 8);

        // 0-3 are out again, 4-9 wait, 10-19 were never out as far as this tenure knows.
        var late = new SettleRange(SettleKind.Ack, 0, 12, Tenure: 1, Attempt: 1, Consumer: 1);
        Assert.Equal(new SettleResult(8, 4), group.Settle(late, Partitions.At(0)));
        Assert.Equal((0, 4), (group.Floor, group.InFlight));
        Assert.Equal((12, 8), Range(Partitions.TakeOne(group, consumer: 2, messagesMax: 100)));
    }

    [Fact]
    public void A_token_of_this_tenure_cannot_settle_what_was_never_out()
    {
        var (_, group) = Partitions.With(records: 10);
        var lie = new SettleRange(SettleKind.Ack, 0, int.MaxValue, Tenure: 1, Attempt: 1, Consumer: 1);
        Assert.Equal(new SettleResult(0, int.MaxValue), group.Settle(lie, Partitions.At(0)));
        Assert.Equal(new SettleResult(0, 5), group.Settle(lie with { Tenure = 2, Count = 5 }, Partitions.At(0)));
        Assert.Equal(new SettleResult(0, 0), group.Settle(lie with { Count = -5 }, Partitions.At(0)));
        var below = lie with { First = -5, Count = 9, Tenure = 0 };
        Assert.Equal(new SettleResult(0, 9), group.Settle(below, Partitions.At(0)));
    }

    [Fact]
    public void An_extension_of_a_part_leaves_the_rest_to_expire()
    {
        var (_, group) = Partitions.With(records: 10);
        Partitions.TakeOne(group, consumer: 1, messagesMax: 10);
        var extend = new SettleRange(SettleKind.Extend, 6, 4, Tenure: 1, Attempt: 1, Consumer: 1);
        Assert.Equal(new SettleResult(4, 0), group.Settle(extend, Partitions.At(20_000)));

        Assert.Equal(0, group.ExpireDue(Partitions.At(29_999)));
        Assert.Equal(6, group.ExpireDue(Partitions.At(30_000)));
        Assert.Equal(50_000, group.NextDeadlineMs);
        Assert.Equal(4, group.ExpireDue(Partitions.At(50_000)));
        Assert.Equal(long.MaxValue, group.NextDeadlineMs);
    }

    [Fact]
    public void A_drain_gives_everything_back_uncounted()
    {
        var (_, group) = Partitions.With(records: 5);
        Partitions.TakeOne(group, consumer: 1, messagesMax: 3);
        Partitions.TakeOne(group, consumer: 2, messagesMax: 2);

        Assert.Equal(3, group.ReleaseConsumer(1, uncleanly: false, Partitions.At(0)));
        var again = Partitions.TakeOne(group, consumer: 2, messagesMax: 5);
        Assert.Equal((0, 3), Range(again));
        Assert.Equal(1, again.Attempt);
        Assert.Equal(0, group.ReleaseConsumer(1, uncleanly: false, Partitions.At(0)));
    }

    [Fact]
    public void A_hand_out_does_not_join_a_lease_of_which_nothing_is_out()
    {
        var (_, group) = Partitions.With(records: 20);
        var first = Partitions.TakeOne(group, consumer: 1, messagesMax: 10);
        group.Settle(Partitions.Ack(first) with { First = 6, Count = 4 }, Partitions.At(0));
        group.Settle(Partitions.Ack(first) with { Kind = SettleKind.Nack, First = 3, Count = 3 }, Partitions.At(0));

        Assert.Equal((3, 3), Range(Partitions.TakeOne(group, consumer: 1, messagesMax: 6)));
        Assert.Equal((10, 10), Range(Partitions.TakeOne(group, consumer: 1, messagesMax: 10)));
        Assert.Equal(16, group.InFlight);
        group.CheckAll();
    }

    [Fact]
    public void Attempts_are_forgotten_as_the_floor_passes()
    {
        var (_, group) = Partitions.With(records: 200_000);
        var all = Partitions.TakeOne(group, consumer: 1, messagesMax: 200_000);
        group.Settle(Partitions.Ack(all) with { Kind = SettleKind.Nack }, Partitions.At(0));
        var again = Partitions.TakeOne(group, consumer: 1, messagesMax: 150_000);
        group.Settle(Partitions.Ack(again), Partitions.At(0));

        Assert.Equal((150_000, 50_000), (group.Floor, group.WaitingCount));
        group.CheckAll();
        Assert.Equal(2, Partitions.TakeOne(group, consumer: 1, messagesMax: 1).Attempt);
    }

    [Fact]
    public void A_record_that_always_fails_stays_at_the_highest_attempt_that_is_told()
    {
        var (_, group) = Partitions.With(records: 1);
        for (var attempt = 1; attempt <= Limits.AttemptMax + 3; attempt++)
        {
            var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 1);
            Assert.Equal(Math.Min(attempt, Limits.AttemptMax), taken.Attempt);
            group.Settle(Partitions.Ack(taken) with { Kind = SettleKind.Nack }, Partitions.At(0));
        }
    }

    [Fact]
    public void A_log_keeps_what_its_groups_have_settled()
    {
        var partition = new Partition(new PartitionId(1, 0), new PartitionOptions(Topics.TopicKind.Log));
        partition.StartTenure(1);
        partition.EnsureGroup(1, GroupStart.Earliest, out var group);
        Partitions.Fill(partition, 5);
        group!.Settle(Partitions.Ack(Partitions.TakeOne(group, consumer: 1, messagesMax: 5)), Partitions.At(0));
        Assert.Equal((5, 0), (group.Floor, partition.PurgeFloor));
    }

    [Fact]
    public void A_tenure_must_be_higher_than_the_last()
    {
        var (partition, _) = Partitions.With(records: 0);
        Assert.Throws<InvariantException>(() => partition.StartTenure(1));
    }

    [Fact]
    public void The_durable_offset_never_goes_back_nor_beyond_what_is_decided()
    {
        var (partition, _) = Partitions.With(records: 3);
        Assert.Throws<InvariantException>(() => partition.MarkDurable(2));
        Assert.Throws<InvariantException>(() => partition.MarkDurable(4));
    }

    private static (long First, int Count) Range(HandedOut e) => (e.First, e.Count);
}
