using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;

namespace ActorMQ.Core.Tests;

/// <summary>A clock that is far ahead when retries are scheduled, and right again with the next owner.</summary>
public sealed class RetryClockTests
{
    private const long Hours = 5 * 3_600_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_next_owner_knows_of_when_a_due_time_was_decided(bool isBySnapshot)
    {
        var (partition, group) = Partitions.With(records: 3);
        group.Policy = GroupPolicy.Default;
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 3);
        Nack(group, taken, first: 0, ms: 1_000);
        Nack(group, taken, first: 1, ms: Hours);
        Nack(group, taken, first: 2, ms: Hours + 1_000);

        var next = Stored(partition, isBySnapshot);
        Assert.Equal(Partitions.At(Hours).WallMs, next.DecidedMs);
        Assert.True(next.TryGetGroup(1, out var after));
        var now = new Now(0, Math.Max(Partitions.At(0).WallMs, next.DecidedMs) + 10_000);
        Assert.Equal(3, after.ReleaseDue(now));
    }

    [Fact]
    public void A_clock_that_is_little_ahead_is_not_noted()
    {
        var (partition, group) = Partitions.With(records: 2);
        group.Policy = GroupPolicy.Default;
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 2);
        Nack(group, taken, first: 0, ms: 1_000);
        Nack(group, taken, first: 1, ms: Limits.ClockNoteMs - 1);
        Assert.Equal(0, Stored(partition, isBySnapshot: false).DecidedMs);
    }

    [Fact]
    public void A_snapshot_of_what_was_replayed_is_that_of_what_was_decided()
    {
        var (partition, group) = Partitions.With(records: 4);
        group.Policy = GroupPolicy.Default with { AttemptLimit = 2 };
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 4);
        Nack(group, taken, first: 0, ms: 1_000);
        Nack(group, taken, first: 1, ms: Hours);
        Assert.Equal(2, group.ReleaseDue(Partitions.At(2 * Hours)));
        Nack(group, Partitions.TakeOne(group, consumer: 1, messagesMax: 1), first: 0, ms: 3 * Hours);
        var replayed = Stored(partition, isBySnapshot: false);
        var bytes = Partitions.Snapshot(partition);
        Assert.Equal(bytes, Partitions.Snapshot(replayed));
        Assert.Equal(bytes, Partitions.Snapshot(Partitions.Read(bytes)));
    }

    private static void Nack(Group group, in HandedOut taken, long first, long ms)
    {
        var one = Partitions.Ack(taken) with { Kind = SettleKind.Nack, First = first, Count = 1 };
        Assert.Equal(1, group.Settle(one, Partitions.At(ms)).Accepted);
    }

    private static Partition Stored(Partition partition, bool isBySnapshot)
    {
        var events = Partitions.Drain(partition);
        if (isBySnapshot)
            return Partitions.Read(Partitions.Snapshot(partition));
        var replayed = new Partition(partition.Id);
        replayed.Replay(events);
        return replayed;
    }
}
