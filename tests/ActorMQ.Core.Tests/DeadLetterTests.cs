using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;

namespace ActorMQ.Core.Tests;

public sealed class DeadLetterTests
{
    private static readonly GroupPolicy Policy = new() { AttemptLimit = 2, BackoffMinMs = 0, BackoffMaxMs = 0 };

    [Fact]
    public void A_record_whose_attempts_are_used_up_moves_with_its_last_reason()
    {
        var (_, group) = With(records: 1);
        Fail(group, Partitions.TakeOne(group, consumer: 1, messagesMax: 1), SettleKind.Nack, "first");
        Fail(group, Partitions.TakeOne(group, consumer: 1, messagesMax: 1), SettleKind.Nack, "second");

        Assert.True(group.TryGetMove(0, out var move));
        Assert.Equal(new Move(0, 0, 2, MoveCause.Nacked, "second", Partitions.At(0).WallMs), move);
        Assert.Equal((1, 0L, 0, 1L, 0L), (group.MoveCount, group.WaitingCount, group.InFlight, group.Lag, group.Floor));
        Assert.False(group.HasReady);
    }

    [Fact]
    public void A_rejected_record_moves_at_once()
    {
        var (_, group) = With(records: 3);
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 3);
        Fail(group, taken with { First = 1, Count = 2 }, SettleKind.Reject, "no such account");

        Assert.Equal((0L, 2L, 2), (group.FirstMove, group.EndMove, group.MoveCount));
        Assert.True(group.TryGetMove(1, out var move));
        Assert.Equal((2L, MoveCause.Rejected, "no such account"), (move.Offset, move.Cause, move.Reason));
        Assert.Equal(1, group.InFlight);
    }

    [Fact]
    public void Moves_hold_the_floor_until_the_target_has_them()
    {
        var (partition, group) = With(records: 4);
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 4);
        Fail(group, taken with { Count = 2 }, SettleKind.Reject, null);
        group.Settle(Partitions.Ack(taken) with { First = 2, Count = 2 }, default);

        Assert.Equal((0L, 0L), (group.Floor, partition.PurgeFloor));
        Assert.Equal(1, group.FinishMoves(1));
        Assert.Equal((1L, 1L), (group.Floor, group.FirstMove));
        Assert.Equal(1, group.FinishMoves(99));
        Assert.Equal((4L, 2L, 2L), (group.Floor, group.FirstMove, group.EndMove));
        Assert.Equal(0, group.FinishMoves(99));
        Assert.False(group.TryGetMove(1, out _));
    }

    [Fact]
    public void An_ack_that_comes_late_does_not_stop_a_move()
    {
        var (_, group) = With(records: 5);
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 5);
        Fail(group, taken with { First = 1, Count = 1 }, SettleKind.Reject, null);
        Fail(group, taken with { First = 3, Count = 1 }, SettleKind.Reject, null);

        Assert.Equal(new SettleResult(3, 2), group.Settle(Partitions.Ack(taken), default));
        Assert.Equal((1L, 2), (group.Floor, group.MoveCount));
        group.CheckAll();
    }

    [Fact]
    public void A_full_outbox_makes_a_record_wait_without_an_attempt()
    {
        var (_, group) = With(Limits.MovesMax + 10);
        Fail(group, Partitions.TakeOne(group, consumer: 1, messagesMax: 9_999), SettleKind.Reject, "all");

        Assert.Equal((Limits.MovesMax, 10L), (group.MoveCount, group.RetryCount));
        Assert.Equal(10, group.ReleaseDue(Partitions.At(1_100)));
        Assert.Equal(1, Partitions.TakeOne(group, consumer: 1, messagesMax: 10).Attempt);
        group.CheckAll();
    }

    [Fact]
    public void Without_dead_letters_a_record_is_retried_for_ever_and_a_reject_is_a_nack()
    {
        var (_, group) = With(records: 2);
        group.Policy = Policy with { DeadLetter = GroupPolicy.Off, AttemptLimit = 1 };
        Fail(group, Partitions.TakeOne(group, consumer: 1, messagesMax: 1), SettleKind.Reject, "never");
        Fail(group, Partitions.TakeOne(group, consumer: 1, messagesMax: 1), SettleKind.Nack, "later");
        Assert.Equal((0, 2), (group.MoveCount, Partitions.TakeAll(group, consumer: 1, messagesMax: 9)));
    }

    [Fact]
    public void An_ack_wait_that_passes_counts_and_moves_in_the_end()
    {
        var (_, group) = With(records: 1);
        Partitions.TakeOne(group, consumer: 1, messagesMax: 1);
        group.ExpireDue(Partitions.At(30_000));
        Partitions.TakeOne(group, consumer: 1, messagesMax: 1, ms: 30_000);
        Assert.Equal(1, group.ExpireDue(Partitions.At(60_000)));
        Assert.True(group.TryGetMove(0, out var move));
        Assert.Equal((MoveCause.AckWaitPassed, "", 2), (move.Cause, move.Reason, move.Attempt));
    }

    [Theory]
    [InlineData(256, 256)]
    [InlineData(257, 256)]
    [InlineData(100_000, 256)]
    public void A_long_reason_is_cut(int length, int kept)
    {
        var (_, group) = With(records: 1);
        Fail(group, Partitions.TakeOne(group, consumer: 1, messagesMax: 1), SettleKind.Reject, new string('x', length));
        Assert.True(group.TryGetMove(0, out var move));
        Assert.Equal(kept, move.Reason.Length);
    }

    [Fact]
    public void A_reason_is_cut_between_characters_and_read_again()
    {
        var (partition, group) = With(records: 2);
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 2);
        var emoji = string.Concat(Enumerable.Repeat("\U0001F4EE", 100));
        Fail(group, taken with { Count = 1 }, SettleKind.Reject, emoji);
        Fail(group, taken with { First = 1, Count = 1 }, SettleKind.Reject, new string('\uD800', 300));

        Assert.True(group.TryGetMove(0, out var move));
        Assert.Equal(emoji[..128], move.Reason);
        var replayed = new Partition(partition.Id);
        replayed.Replay(Partitions.Drain(partition));
        Assert.Equal(Partitions.Snapshot(partition), Partitions.Snapshot(replayed));
    }

    [Fact]
    public void Sequences_go_on_after_a_restart()
    {
        var (partition, group) = With(records: 3);
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 3);
        Fail(group, taken with { Count = 2 }, SettleKind.Reject, null);
        group.FinishMoves(2);
        Partitions.Drain(partition);
        var again = Partitions.Read(Partitions.Snapshot(partition));
        Assert.True(again.TryGetGroup(1, out var restarted));
        restarted.Policy = Policy;
        again.StartTenure(2);
        var e = Partitions.TakeOne(restarted, consumer: 1, messagesMax: 1);
        restarted.Settle(Partitions.Ack(e, tenure: 2) with { Kind = SettleKind.Reject }, default);
        Assert.Equal((2L, 3L), (restarted.FirstMove, restarted.EndMove));
    }

    private static (Partition Partition, Group Group) With(int records)
    {
        var (partition, group) = Partitions.With(records);
        group.Policy = Policy;
        return (partition, group);
    }

    private static void Fail(Group group, in HandedOut e, SettleKind kind, string? reason)
    {
        var command = Partitions.Ack(e) with { Kind = kind, Reason = reason };
        Assert.Equal(new SettleResult(e.Count, 0), group.Settle(command, Partitions.At(0)));
    }
}
