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
    /// <summary>Bytes of one read: what may delay a commit.</summary>
    private const int ReadBytes = 1 << 20;

    private readonly List<Take> parked = [];
    private bool isReading;

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
        context.RunOnLane<object>(
            JournalLane.Name, () => Read(offset), done => done, reason => new ReadFailed(reason));
    }

    /// <summary>The read is over: hands back the takes that waited for it.</summary>
    public Take[] Finish()
    {
        isReading = false;
        Take[] waiting = [.. parked];
        parked.Clear();
        return waiting;
    }

    private ReadDone Read(long offset)
    {
        var stored = new StoredBatches(node, id);
        stored.Read(offset, node.Runtime.Rarely("read back: one batch") ? 1 : ReadBytes);
        return new ReadDone(offset, stored.Sound, stored.Damaged);
    }
}
