using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Tests;

/// <summary>What a million messages in flight may cost, in memory, in the journal, and in a snapshot.</summary>
/// <remarks>Counts what the whole process holds: nothing runs beside it.</remarks>
[Collection(nameof(BudgetTests))]
[CollectionDefinition(nameof(BudgetTests), DisableParallelization = true)]
public sealed class BudgetTests
{
    private const int Messages = 1_000_000;

    [Fact]
    public void A_million_random_acks_stay_within_their_bytes()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (partition, group) = Partitions.With(Messages);
        for (var consumer = 0; group.HasReady; consumer++)
            Partitions.TakeOne(group, consumer % 7, messagesMax: 1_000);
        Partitions.Drain(partition);
        Assert.Equal(Messages, group.InFlight);

        var order = Shuffled(Messages);
        var journalBytes = 0L;
        var largest = (Snapshot: 0L, Memory: 0L);
        for (var acked = 0; acked < Messages; acked++)
        {
            var offset = order[acked];
            var ack = new SettleRange(SettleKind.Ack, offset, 1, Tenure: 1, Attempt: 1, Consumer: offset / 1_000 % 7);
            Assert.Equal(1, group.Settle(ack, Partitions.At(0)).Accepted);
            if (acked % 1_000 != 999)
                continue;
            journalBytes += Partitions.Drain(partition).Length;
            if (acked % 100_000 == 99_999)
            {
                var memory = GC.GetTotalMemory(forceFullCollection: true) - before - (sizeof(int) * (long)Messages);
                var snapshot = Partitions.Snapshot(partition).Length;
                largest = (Math.Max(largest.Snapshot, snapshot), Math.Max(largest.Memory, memory));
            }
        }

        Assert.Equal((Messages, 0L), (group.Floor, group.Lag));
        Assert.InRange(journalBytes, 1, 16L * Messages);
        Assert.InRange(largest.Snapshot, 1, 2 * 1024 * 1024);
        Assert.InRange(largest.Memory, 1, 64L * Messages);
        var last = Partitions.Snapshot(partition);
        Assert.Equal(last, Partitions.Snapshot(Partitions.Read(last)));
    }

    [Fact]
    public void A_million_returned_records_with_mixed_attempts_snapshot_small()
    {
        var (partition, group) = Partitions.With(Messages);
        Partitions.TakeAll(group, consumer: 1, Messages);
        var random = new Random(5);
        for (var nack = 0; nack < 30_000; nack++)
        {
            var one = new SettleRange(SettleKind.Nack, random.Next(Messages), 1, Tenure: 1, Attempt: 1, Consumer: 1);
            group.Settle(one, Partitions.At(0));
        }

        for (var take = 0; take < 1_000; take++)
            Partitions.TakeOne(group, consumer: 2, messagesMax: 1);
        partition.StartTenure(2);
        Partitions.Drain(partition);

        Assert.Equal(Messages, group.WaitingCount);
        var snapshot = Partitions.Snapshot(partition);
        Assert.InRange(snapshot.Length, 1, 2 * 1024 * 1024);
        Assert.Equal(snapshot, Partitions.Snapshot(Partitions.Read(snapshot)));
    }

    [Fact]
    public void Three_million_random_retries_stay_within_their_bytes()
    {
        const int Retries = 3_000_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (partition, group) = Partitions.With(2 * Retries);
        group.Policy = GroupPolicy.Default;
        var random = new Random(9);
        for (var first = 0; first < 2 * Retries; first += Messages)
            FailHalf(partition, group, random, first);

        Assert.InRange(group.RetryCount, Retries - 10_000, Retries + 10_000);
        var snapshot = Partitions.Snapshot(partition);
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before - snapshot.Length;
        Assert.InRange(memory, 1, 6L * Retries);
        Assert.InRange(snapshot.Length, 1, 4L * Retries);
        Assert.Equal(snapshot, Partitions.Snapshot(Partitions.Read(snapshot)));
        Assert.Equal(Limits.ReleasedMax, group.ReleaseDue(Partitions.At(1_000_000)));
    }

    // As one of eight partitions, which share nothing, has it of 24 million: a hundred thousand deliveries a second, of
    // which most fail, with a delay that was asked for or with the backoff of their attempt.
    [Fact]
    public void Three_million_retries_of_many_times_and_attempts_stay_within_their_bytes()
    {
        const int Retries = 3_000_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (partition, group) = Partitions.With(2 * Retries);
        group.Policy = GroupPolicy.Default with { AttemptLimit = 0 };
        var random = new Random(11);
        for (var ms = 0L; group.RetryCount < Retries; ms += 40)
        {
            group.ReleaseDue(Partitions.At(ms));
            for (var handled = 0; handled < 4_000;)
                handled += FailMany(group, random, Partitions.At(ms));
            Partitions.Drain(partition);
        }

        var snapshot = Partitions.Snapshot(partition);
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before - snapshot.Length;
        Assert.InRange(memory, 1, 6L * Retries);
        Assert.InRange(snapshot.Length, 1, 4L * Retries);
        Assert.Equal(snapshot, Partitions.Snapshot(Partitions.Read(snapshot)));
    }

    // Takes what comes, again or for the first time, and fails most of it; answers how much that was.
    private static int FailMany(Group group, Random random, Now now)
    {
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 4_000, ms: now.MonotonicMs);
        for (var at = taken.First; at < taken.End; at++)
        {
            var delayMs = random.Next(8) switch
            {
                <= 1 => 0,
                2 => -1,
                _ => (int)(10_000 * Math.Pow(Limits.RetryDelayMsMax / 10_000.0, random.NextDouble())),
            };
            var kind = delayMs == 0 ? SettleKind.Ack : SettleKind.Nack;
            var one = Partitions.Ack(taken) with { Kind = kind, First = at, Count = 1, DelayMs = delayMs };
            group.Settle(one, now);
        }

        return taken.Count;
    }

    // Takes a million, acks about half of them and fails the others in any order, each for itself.
    private static void FailHalf(Partition partition, Group group, Random random, int first)
    {
        var taken = Partitions.TakeOne(group, consumer: 1, Messages);
        Assert.Equal((first, Messages), (taken.First, taken.Count));
        var order = Enumerable.Range(first, Messages).Where(_ => random.Next(2) == 0).ToArray();
        var failed = new bool[Messages];
        random.Shuffle(order);
        var nack = Partitions.Ack(taken) with { Kind = SettleKind.Nack, Count = 1 };
        for (var index = 0; index < order.Length; index++)
        {
            failed[order[index] - first] = true;
            var delayMs = random.Next(2) == 0 ? -1 : random.Next(16, 1 << random.Next(8, 20));
            group.Settle(nack with { First = order[index], DelayMs = delayMs }, Partitions.At(first / 1_000));
            if (index % 10_000 == 0)
                Partitions.Drain(partition);
        }

        for (int at = 0, end; at < Messages; at = end)
        {
            end = at + 1;
            while (end < Messages && failed[end] == failed[at])
                end++;
            if (!failed[at])
                group.Settle(Partitions.Ack(taken) with { First = first + at, Count = end - at }, Partitions.At(0));
        }

        Partitions.Drain(partition);
    }

    [Fact]
    public void The_steady_path_of_ranges_allocates_nothing()
    {
        var (partition, group) = Partitions.With(records: 100_000);
        var events = new ByteWriter(1 << 20);
        var sequence = 0L;
        Turns(1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Turns(1_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Turns(int turns)
        {
            for (var turn = 0; turn < turns; turn++)
            {
                var batch = new AppendBatch(Partitions.Anna, 0, sequence, 1_000);
                partition.Apply(partition.Decide(batch, Partitions.At(turn)).Event);
                sequence += 1_000;
                partition.MarkDurable(partition.NextOffset);
                // Two competing consumers whose acks come in the wrong order.
                group.TryDecideTake(new Take(1, 600), Partitions.At(turn), out var first);
                group.Apply(first);
                group.TryDecideTake(new Take(2, 400), Partitions.At(turn), out var second);
                group.Apply(second);
                var started = Partitions.Ack(second) with { Kind = SettleKind.Start, Count = 20 };
                group.Settle(started, Partitions.At(turn));
                group.ReleaseDue(Partitions.At(turn));
                group.Settle(Partitions.Ack(second), Partitions.At(turn));
                group.Settle(Partitions.Ack(first), Partitions.At(turn));
                group.ExpireDue(Partitions.At(turn));
                events.Clear();
                partition.DrainEvents(events);
            }
        }
    }

    private static int[] Shuffled(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(3).Shuffle(order);
        return order;
    }
}
