using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Broker.Subscriptions;
using ActorMQ.Core;
using ActorMQ.Records;

namespace ActorMQ.Broker.Partitions;

/// <summary>
/// Reads one partition's batches back from the journal, one range at a time, for those whose takes wait.
/// </summary>
internal sealed class ReadBack(NodeContext node, PartitionId id, IActorContext context)
{
    // What a seeded runtime may wait where nothing asks for it.
    private const long LateMs = 30;

    private readonly List<Take> parked = [];
    private bool isReading;

    // What is to be read while that is under way.
    private long wanted;
    private int wantedBytes;

    /// <summary>Parks the take until the batch with this offset is in memory.</summary>
    public void Request(long offset, Take take)
    {
        if (!isReading || !Mutants.ForgetsParkedTake)
            parked.Add(take);
        Request(offset);
    }

    /// <summary>Has the batch with this offset read, unless another read is under way.</summary>
    public void Request(long offset)
    {
        if (isReading)
            return;
        isReading = true;
        wanted = offset;
        long waitMs = node.Committer.CatchUp.Take(node.Clock.Now.MonotonicMs, out wantedBytes);
        if (node.Runtime.Rarely("read back: later"))
            waitMs = LateMs;
        if (waitMs > 0)
            Start(TimeSpan.FromMilliseconds(waitMs));
        else
            Begin();
    }

    /// <summary>Reads what was requested: its time has come.</summary>
    public void Begin()
    {
        (long offset, int bytesMax) = (wanted, wantedBytes);
        context.RunOnLane<object>(
            JournalLane.Name,
            () => Read(offset, bytesMax),
            done => done,
            reason => new ReadFailed(reason));
    }

    /// <summary>The read is over: hands back the takes that waited for it.</summary>
    public Take[] Finish()
    {
        isReading = false;
        Take[] waiting = [.. parked];
        parked.Clear();
        return waiting;
    }

    private void Start(TimeSpan wait) =>
        context.Timers.StartSingle(PartitionTick.ReadBack, PartitionTick.ReadBack, wait);

    private ReadDone Read(long offset, int bytesMax)
    {
        var stored = new StoredBatches(node, id);
        stored.Read(offset, node.Runtime.Rarely("read back: one batch") ? 1 : bytesMax);
        return new ReadDone(offset, stored.Sound, stored.Damaged);
    }
}
