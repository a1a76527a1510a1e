using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;

namespace ActorMQ.Core.Tests;

/// <summary>
/// Ranges and single records over several pages in retry, against two plain arrays: dense pages, sparse pages, and
/// those that change from one to the other.
/// </summary>
public sealed class RetriesAtScaleTests
{
    private const int Records = 200_000;

    [Fact]
    public void Any_ranges_leave_what_two_plain_arrays_say()
    {
        for (var seed = 0; seed < 5; seed++)
            Walk(seed);
    }

    private static void Walk(int seed)
    {
        var random = new Random(seed);
        var (partition, group) = Partitions.With(Records);
        group.Policy = GroupPolicy.Default;
        var (dueMs, isOut) = (new long[Records], new bool[Records]);
        isOut.AsSpan().Fill(true);
        var taken = Partitions.TakeOne(group, consumer: 1, Records);
        var nowMs = 0L;
        for (var step = 0; step < 60; step++)
        {
            Change(group, taken, random, (dueMs, isOut), nowMs);
            nowMs += random.Next(0, 900);
            Release(group, dueMs, nowMs);
            Assert.True(dueMs.Count(due => due > 0) == group.RetryCount, $"Seed {seed}, step {step}.");
            Assert.Equal(dueMs.Where(due => due > 0).DefaultIfEmpty(long.MaxValue).Min(), group.NextDueMs);
        }

        group.CheckAll();
        Replays(partition);
    }

    // Gives back or acks many records: a range, or one of every few.
    private static void Change(
        Group group, in HandedOut taken, Random random, (long[] DueMs, bool[] IsOut) plain, long nowMs)
    {
        var (first, stride) = (random.Next(Records), random.Next(3) == 0 ? 1 : random.Next(2, 40));
        var end = Math.Min(Records, first + random.Next(1, 90_000));
        var kind = random.Next(3) == 0 ? SettleKind.Ack : SettleKind.Nack;
        var delayMs = random.Next(2) == 0 ? -1 : random.Next(1, 5_000);
        var length = stride == 1 ? end - first : 1;
        for (var at = first; at < end; at += Math.Max(stride, length))
        {
            var command = Partitions.Ack(taken) with { Kind = kind, First = at, Count = length, DelayMs = delayMs };
            var accepted = Note(plain, command, Partitions.At(nowMs).WallMs);
            Assert.Equal(accepted, group.Settle(command, Partitions.At(nowMs)).Accepted);
        }
    }

    private static int Note((long[] DueMs, bool[] IsOut) plain, in SettleRange command, long wallMs)
    {
        var accepted = 0;
        var time = command.DelayMs < 0
            ? Backoff.After(GroupPolicy.Default, command.Attempt, wallMs)
            : Backoff.Exactly(command.DelayMs, wallMs);
        for (var offset = command.First; offset < command.First + command.Count; offset++)
        {
            ref var dueMs = ref plain.DueMs[offset];
            ref var isOut = ref plain.IsOut[offset];
            var isAck = command.Kind == SettleKind.Ack;
            if (!isOut && (!isAck || dueMs == 0))
                continue;
            accepted++;
            dueMs = isAck ? 0 : time.Of(offset, 1);
            isOut = false;
        }

        return accepted;
    }

    // What becomes ready is acked at once, so that it is out of the way.
    private static void Release(Group group, long[] dueMs, long nowMs)
    {
        while (group.NextDueMs <= Partitions.At(nowMs).WallMs)
            Assert.InRange(group.ReleaseDue(Partitions.At(nowMs)), 1, Limits.ReleasedMax);
        while (group.TryDecideTake(new Take(2, 100_000), Partitions.At(nowMs), out var e))
        {
            Assert.Equal(2, e.Attempt);
            group.Apply(e);
            group.Settle(Partitions.Ack(e), Partitions.At(nowMs));
            for (var offset = e.First; offset < e.End; offset++)
                Assert.InRange(dueMs[offset], 1, Partitions.At(nowMs).WallMs);
            dueMs.AsSpan((int)e.First, e.Count).Clear();
        }
    }

    private static void Replays(Partition partition)
    {
        var events = Partitions.Drain(partition);
        var replayed = new Partition(partition.Id);
        replayed.Replay(events);
        var snapshot = Partitions.Snapshot(partition);
        Assert.Equal(snapshot, Partitions.Snapshot(replayed));
        Assert.Equal(snapshot, Partitions.Snapshot(Partitions.Read(snapshot)));
    }
}
