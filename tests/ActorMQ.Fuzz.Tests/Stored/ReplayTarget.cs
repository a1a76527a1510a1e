using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Fuzz.Tests.Engine;
using ActorMQ.Records;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Stored;

/// <summary>
/// The recovery of a partition: one story a round. What is not refused must be a state that can be served.
/// </summary>
internal sealed class ReplayTarget : FuzzTarget
{
    // What is served here drains fewer records than this; no partition lives long enough to run out of numbers.
    private const int RecordsLeft = 10;

    private readonly IReadOnlyList<StoredStory> stories = StoredStory.All;

    public override void Play(SeededRandom random, InputLog log)
    {
        StoredStory story = StoredMutator.Change(
            random, stories[random.Next(stories.Count)], stories[random.Next(stories.Count)]);
        log.Add(story.ToInput());
        log.Count(Recover(story));
    }

    /// <summary>Recovers a story as an owner does and serves from it.</summary>
    public static string Recover(StoredStory story)
    {
        var partition = new Partition(new PartitionId(1, 0));
        try
        {
            Read(partition, story);
        }
        catch (CorruptRecordException)
        {
            return "corrupt";
        }
        catch (InvariantException)
        {
            return "impossible";
        }

        if (partition.RecordNumber > Limits.OffsetMax - RecordsLeft)
            return "exhausted";
        Serve(partition);
        return "recovered";
    }

    private static void Read(Partition partition, StoredStory story)
    {
        if (story.Snapshot is { } snapshot)
            partition.ReadSnapshot(snapshot);
        foreach (byte[] record in story.Records)
            partition.Replay(record);
        partition.CheckAll();
        partition.StartTenure(partition.Tenure + 1);
    }

    // Each of these would be called by an owner in its first second; none may break an invariant.
    private static void Serve(Partition partition)
    {
        var now = new Now(1, Math.Min(partition.WallMs + 1, Limits.OffsetMax));
        partition.EnsureGroup(77, GroupStart.Earliest, out _);
        AppendDecision decision = partition.Decide(new AppendBatch(new ProducerIdentity(9, 9), 0, 0, 3), now);
        if (decision.Verdict == AppendVerdict.Accepted)
            partition.Apply(decision.Event);
        partition.DrainEvents(new ByteWriter());
        partition.MarkDurable(partition.NextOffset);
        foreach (Group group in partition.Groups)
            Serve(group, partition.Tenure, now);
        partition.EvictIdleProducers(new Now(2, partition.WallMs + 2 * Limits.ProducerIdleMs));
        partition.DrainEvents(new ByteWriter());
        partition.CheckAll();
        CheckSnapshot(partition);
    }

    private static void Serve(Group group, long tenure, Now now)
    {
        group.ReleaseDue(now);
        for (int turn = 0; turn < 5 && group.TryDecideTake(new Take(5, 8), now, out HandedOut e); turn++)
        {
            group.Apply(e);
            var kind = (SettleKind)turn;
            SettleResult result = group.Settle(
                new SettleRange(kind, e.First, e.Count, tenure, e.Attempt, e.Consumer), now);
            Assert.Equal(e.Count, result.Accepted);
        }

        group.ExpireDue(new Now(long.MaxValue / 2, now.WallMs));
        group.ReleaseConsumer(5, uncleanly: true, now);
        group.FinishMoves(group.EndMove);
    }

    private static void CheckSnapshot(Partition partition)
    {
        byte[] written = Snapshot(partition);
        var copy = new Partition(partition.Id);
        copy.ReadSnapshot(written);
        Assert.Equal(written, Snapshot(copy));
    }

    private static byte[] Snapshot(Partition partition)
    {
        var bytes = new ByteWriter();
        partition.WriteSnapshot(bytes);
        return bytes.Written.ToArray();
    }
}
