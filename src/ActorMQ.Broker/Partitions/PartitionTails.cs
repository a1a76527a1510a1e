using ActorMQ.Actors;
using ActorMQ.Broker.Inspection;
using ActorMQ.Core.Partitions;

namespace ActorMQ.Broker.Partitions;

/// <summary>Those who watch what one partition stores, without a group. Owned by the partition's actor.</summary>
internal sealed class PartitionTails(Partition machine, BatchCache cache)
{
    private readonly List<TailFeed> feeds = [];

    // While anybody watches: everything below was offered.
    private long offered;

    /// <summary>Offers to one more from here on.</summary>
    public void Add(TailJoin join, IActorRef? asker)
    {
        Offer();
        offered = machine.DurableOffset;
        if (!feeds.Contains(join.Feed))
            feeds.Add(join.Feed);
        join.Feed.Tell(machine.Id.Index, offered);
        asker?.TryTellReserved(new TailJoined(offered));
    }

    /// <summary>Offers what has become durable, while it is in memory; forgets those who have left.</summary>
    public void Offer()
    {
        if (feeds.Count == 0)
            return;
        feeds.RemoveAll(static feed => feed.IsClosed);
        while (offered < machine.DurableOffset && cache.TryFind(offered, out CachedBatch batch))
        {
            foreach (TailFeed feed in feeds)
                feed.Offer(machine.Id.Index, batch);
            offered = batch.End;
        }

        if (offered == machine.DurableOffset)
            return;
        offered = machine.DurableOffset;
        foreach (TailFeed feed in feeds)
            feed.Tell(machine.Id.Index, offered);
    }
}
