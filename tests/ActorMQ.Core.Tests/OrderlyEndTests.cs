using ActorMQ.Core.Groups;

namespace ActorMQ.Core.Tests;

/// <summary>What is out when an owner ends in order, and what nobody can be given.</summary>
public sealed class OrderlyEndTests
{
    [Fact]
    public void What_is_out_comes_back_and_no_attempt_counts()
    {
        var (partition, group) = Partitions.With(records: 10);
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 6, concurrency: 4);
        Partitions.TakeOne(group, consumer: 2, messagesMax: 4);
        group.Settle(Partitions.Ack(taken) with { Kind = SettleKind.Start }, default);
        Assert.Equal(10, group.ReleaseAll(Partitions.At(0)));
        Assert.Equal((0, 10L), (group.InFlight, group.WaitingCount));
        group.CheckAll();
        Assert.Equal(1, Partitions.TakeOne(group, consumer: 3, messagesMax: 10).Attempt);
        Assert.Equal(0, partition.PurgeFloor);
    }

    [Fact]
    public void A_consumer_that_was_lost_before_is_judged()
    {
        var (_, group) = Partitions.With(records: 4);
        Partitions.TakeOne(group, consumer: 1, messagesMax: 2);
        Partitions.TakeOne(group, consumer: 2, messagesMax: 2);
        group.SuspendConsumer(1, Partitions.At(0), graceMs: 5_000);
        Assert.Equal(4, group.ReleaseAll(Partitions.At(1_000)));
        var first = Partitions.TakeOne(group, consumer: 3, messagesMax: 4);
        var rest = Partitions.TakeOne(group, consumer: 3, messagesMax: 4);
        Assert.Equal((0L, 1, 2), (first.First, first.Count, first.Attempt));
        Assert.Equal((1L, 3, 1), (rest.First, rest.Count, rest.Attempt));
    }

    [Fact]
    public void What_is_put_aside_waits_and_what_is_behind_it_goes_on()
    {
        var (partition, group) = Partitions.With(records: 10);
        Assert.True(group.TryDecideTake(new Take(1, 100), Partitions.At(0), out var range));
        group.PutAside(range with { Count = 4 }, delayMs: 60_000, Partitions.At(0));
        Assert.Equal((4L, 6), Ends(Partitions.TakeOne(group, consumer: 1, messagesMax: 100)));
        Assert.False(group.HasReady);
        Assert.Equal((4L, 0L), (group.RetryCount, group.Floor));
        Assert.Equal(4, group.ReleaseDue(Partitions.At(80_000)));
        Assert.Equal(1, Partitions.TakeOne(group, consumer: 1, messagesMax: 100).Attempt);
        group.CheckAll();
        Assert.NotEmpty(Partitions.Drain(partition));
    }

    [Fact]
    public void Moves_go_where_the_first_of_them_goes_until_none_is_left()
    {
        var (partition, group) = Partitions.With(records: 4);
        group.Policy = GroupPolicy.Default with { DeadLetter = "bin-a" };
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 4);
        Reject(group, taken, first: 0);
        group.Policy = GroupPolicy.Default with { DeadLetter = "bin-b" };
        Reject(group, taken, first: 1);
        Assert.Equal("bin-a", group.DeadLetter);

        group.FinishMoves(2);
        Assert.Equal("bin-a", group.DeadLetter);
        Reject(group, taken, first: 2);
        Assert.Equal("bin-b", group.DeadLetter);
        group.FinishMoves(3);
        group.Policy = GroupPolicy.Default;
        Reject(group, taken, first: 3);
        Assert.Equal("", group.DeadLetter);

        var replayed = new Core.Partitions.Partition(partition.Id);
        replayed.Replay(Partitions.Drain(partition));
        Assert.Equal(Partitions.Snapshot(partition), Partitions.Snapshot(replayed));
    }

    [Fact]
    public void Where_moves_go_is_in_the_snapshot()
    {
        var (partition, group) = Partitions.With(records: 1);
        group.Policy = GroupPolicy.Default with { DeadLetter = "bin" };
        Reject(group, Partitions.TakeOne(group, consumer: 1, messagesMax: 1), first: 0);
        Partitions.Drain(partition);
        var bytes = Partitions.Snapshot(partition);
        var read = Partitions.Read(bytes);
        Assert.True(read.TryGetGroup(1, out var after));
        Assert.Equal(("bin", 1), (after.DeadLetter, after.MoveCount));
        Assert.Equal(bytes, Partitions.Snapshot(read));
    }

    private static (long First, int Count) Ends(in HandedOut range) => (range.First, range.Count);

    private static void Reject(Group group, in HandedOut taken, long first)
    {
        var one = Partitions.Ack(taken) with { Kind = SettleKind.Reject, First = first, Count = 1 };
        Assert.Equal(1, group.Settle(one, Partitions.At(0)).Accepted);
    }
}
