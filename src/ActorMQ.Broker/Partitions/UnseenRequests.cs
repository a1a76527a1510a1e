using ActorMQ.Broker.Commit;
using ActorMQ.Broker.DeadLetters;

namespace ActorMQ.Broker.Partitions;

/// <summary>
/// Answers what a partition's actor was told and never looked at, because it ended: whoever asked tries again at the
/// partition's next actor, and nobody waits for an answer that cannot come.
/// </summary>
internal static class UnseenRequests
{
    /// <summary>Refuses a request; does nothing with anything else.</summary>
    public static void Refuse(object message)
    {
        switch (message)
        {
            case Append append:
                append.Sender.RefuseSend(append.Correlation, Problems.NotOwner, append.Slab.Length);
                append.Slab.Release();
                break;
            case Settlement { Head.WantReply: true } settlement:
                settlement.Subscription.Session.RefuseSettle(settlement.Correlation, Problems.NotOwner);
                break;
            case PartitionAppend done:
                // Nobody knows better than the journal what became of it.
                done.Refuse(Problems.NotOwner);
                done.Reset();
                break;
            case ReadDone read:
                Release(read.Batches);
                break;
            case MovesRead read:
                Release(read.Batches);
                break;
        }
    }

    private static void Release(List<CachedBatch> batches)
    {
        foreach (CachedBatch batch in batches)
            batch.Slab.Release();
    }
}
