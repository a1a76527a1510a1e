using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Broker.Subscriptions;
using ActorMQ.Core;
using ActorMQ.Records;

namespace ActorMQ.Broker.Partitions;

/// <summary>
/// Reads one partition's batches back from the journal, one range at a time, for those who wait for them.
/// </summary>
internal sealed class ReadBack(NodeContext node, PartitionId id, IActorContext context)
{
    // What a seeded runtime may wait where nothing asks for it.
    private const long LateMs = 30;

    private readonly List<Subscription> waiting = [];
    private bool isReading;

    // What is to be read while that is under way; -1: nothing, they only wait.
    private long wanted;

    /// <summary>Has the batch with this offset read; the subscription waits until a read is over.</summary>
    public void Request(long offset, Subscription subscription)
    {
        if (!isReading || !Mutants.ForgetsWaitingRead)
            waiting.Add(subscription);
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

    /// <summary>The subscription waits for so long, or until what is being read is here.</summary>
    public void Hold(Subscription subscription, long waitMs)
    {
        waiting.Add(subscription);
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

    /// <summary>The read is over: those who waited for it may take again.</summary>
    public void Finish(GroupMembers members)
    {
        isReading = false;
        foreach (Subscription subscription in waiting)
            members.Tell(subscription);
        waiting.Clear();
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
