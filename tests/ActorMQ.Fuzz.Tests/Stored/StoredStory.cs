using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Records;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Stored;

/// <summary>What a journal holds of one partition: a snapshot, or none, and the event records behind it.</summary>
internal sealed record StoredStory(byte[]? Snapshot, List<byte[]> Records)
{
    private const int StoriesMax = 60;

    /// <summary>Valid stories, each from a random life of a partition.</summary>
    public static IReadOnlyList<StoredStory> All { get; } =
        [.. Enumerable.Range(1, StoriesMax).Select(static seed => Live(new SeededRandom((ulong)seed)))];

    /// <summary>Everything as one input.</summary>
    public byte[] ToInput() => [.. Snapshot ?? [], .. Records.SelectMany(static record => record)];

    private static StoredStory Live(SeededRandom random)
    {
        var partition = new Partition(new PartitionId(1, 0));
        var story = new StoredStory(null, []);
        partition.StartTenure(random.Next(1, 4));
        Step(partition, random, 0);
        if (random.Next(3) == 0)
            Fill(partition, random.Next(1, 5));
        int snapshotAt = random.Next(2) == 0 ? random.Next(1, 8) : -1;
        for (int record = 0; record < 10; record++)
        {
            for (int left = random.Next(1, 6); left > 0; left--)
                Step(partition, random, record);
            story = Store(story, partition, isSnapshot: record == snapshotAt);
        }

        return story;
    }

    private static StoredStory Store(StoredStory story, Partition partition, bool isSnapshot)
    {
        var bytes = new ByteWriter();
        if (partition.DrainEvents(bytes) != 0)
            story.Records.Add(bytes.Written.ToArray());
        partition.MarkDurable(partition.NextOffset);
        if (!isSnapshot)
            return story;
        var snapshot = new ByteWriter();
        partition.WriteSnapshot(snapshot);
        return new StoredStory(snapshot.Written.ToArray(), []);
    }

    // Full batches, so that offsets lie in several pages.
    private static void Fill(Partition partition, int batches)
    {
        for (; batches > 0; batches--)
            Append(partition, new AppendBatch(default, 0, 0, RecordBatch.RecordsMax), 0);
        partition.MarkDurable(partition.NextOffset);
    }

    private static void Step(Partition partition, SeededRandom random, int hour)
    {
        switch (random.Next(10))
        {
            case <= 2:
                Append(partition, AnyBatch(partition, random), hour);
                break;
            case 3:
                partition.EnsureGroup(random.Next(1, 4), (GroupStart)random.Next(2), out _);
                break;
            case 4 when random.Next(4) == 0:
                partition.EvictIdleProducers(At(hour + 1));
                break;
            case 4 when random.Next(3) == 0:
                partition.RemoveGroup(random.Next(1, 4));
                break;
            case 5 when random.Next(4) == 0:
                partition.StartTenure(partition.Tenure + random.Next(1, 3));
                break;
            default:
                Consume(partition, random, hour);
                break;
        }
    }

    private static AppendBatch AnyBatch(Partition partition, SeededRandom random)
    {
        var producer = random.Next(3) == 0 ? default : new ProducerIdentity(7, (ulong)random.Next(1, 4));
        return new AppendBatch(producer, (int)partition.RecordNumber, 0, random.Next(1, 30));
    }

    private static void Append(Partition partition, in AppendBatch batch, int hour)
    {
        AppendDecision decision = partition.Decide(batch, At(hour));
        if (decision.Verdict == AppendVerdict.Accepted)
            partition.Apply(decision.Event);
    }

    private static void Consume(Partition partition, SeededRandom random, int hour)
    {
        if (partition.Groups.Count == 0)
            return;
        Group group = partition.Groups[random.Next(partition.Groups.Count)];
        group.Policy = AnyPolicy(random);
        group.ReleaseDue(At(hour));
        group.FinishMoves(group.FirstMove + random.Next(0, 2));
        if (random.Next(8) == 0)
            Redrive(partition, group, random, hour);
        if (random.Next(6) == 0)
            group.ReleaseConsumer(random.Next(1, 3), uncleanly: random.Next(2) == 0, At(hour));
        var take = new Take(random.Next(1, 3), random.Next(1, 40), Concurrency: random.Next(1, 3));
        if (!group.TryDecideTake(take, At(hour), out HandedOut e))
            return;
        group.Apply(e);
        int first = random.Next(e.Count);
        var range = new SettleRange(
            (SettleKind)random.Next(5), e.First + first, random.Next(1, e.Count - first + 1), partition.Tenure,
            e.Attempt, e.Consumer, Reason: new string('r', random.Next(0, 9)));
        group.Settle(range, At(hour));
    }

    private static GroupPolicy AnyPolicy(SeededRandom random) => random.Next(6) switch
    {
        <= 1 => GroupPolicy.AtOnce,
        2 => GroupPolicy.Default with { AttemptLimit = 2, DeadLetter = "letters" },
        _ => GroupPolicy.Default with { AttemptLimit = 2 },
    };

    private static void Redrive(Partition partition, Group group, SeededRandom random, int hour)
    {
        long first = random.Next((int)Math.Min(partition.NextOffset, 1_000) + 1);
        var target = new RedriveTarget(random.Next(1, 4), random.Next(1, 4));
        group.Redriving.Redrive(first, first + random.Next(1, 9), target, At(hour));
        if (random.Next(2) == 0)
            group.Redriving.ReturnMoves(group.FirstMove + random.Next(0, 3));
        else
            group.PutOffMoves(group.FirstMove + random.Next(0, 3));
    }

    private static Now At(int hour) => new(hour * 3_600_000L, 1_700_000_000_000 + hour * 3_600_000L);
}
