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

    // What is to be read while that is under way; -1: nothing, the takes only wait.
    private long wanted;

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
        if (node.Runtime.Rarely("read back: later"))
            Start(LateMs);
        else
            TryBegin();
    }

    /// <summary>Parks the take for so long, or until what is being read is here.</summary>
    public void Hold(Take take, long waitMs)
    {
        parked.Add(take);
        if (isReading)
            return;
        (isReading, wanted) = (true, -1);
        Start(waitMs);
    }

    /// <summary>
    /// The wait is over: reads what was requested; false: nothing was, and <see cref="Finish"/> follows.
    /// </summary>
    public bool TryBegin()
    {
        if (wanted < 0)
            return false;
        (long offset, int bytesMax) = (wanted, node.Committer.CatchUp.ReadBytes);
        context.LookInJournal(() => Read(offset, bytesMax));
        return true;
    }

    /// <summary>The read is over: hands back the takes that waited for it.</summary>
    public Take[] Finish()
    {
        isReading = false;
        Take[] waiting = [.. parked];
        parked.Clear();
        return waiting;
    }

    private void Start(long waitMs) => context.Timers.StartSingle(
        PartitionTick.ReadBack, PartitionTick.ReadBack, TimeSpan.FromMilliseconds(waitMs));

    private ReadDone Read(long offset, int bytesMax)
    {
        var stored = new StoredBatches(node, id);
        stored.Read(offset, node.Runtime.Rarely("read back: one batch") ? 1 : bytesMax);
        return new ReadDone(offset, stored.Sound, stored.Damaged);
    }
}
