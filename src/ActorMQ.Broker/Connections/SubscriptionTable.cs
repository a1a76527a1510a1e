using ActorMQ.Broker.Subscriptions;

namespace ActorMQ.Broker.Connections;

/// <summary>The subscriptions of one connection: written by its actor, read on its receive turn.</summary>
internal sealed class SubscriptionTable
{
    private Subscription[] entries = [];

    public Subscription? Find(long id)
    {
        foreach (Subscription entry in Volatile.Read(ref entries))
        {
            if (entry.Id == id)
                return entry;
        }

        return null;
    }

    public void Add(Subscription subscription) => Volatile.Write(ref entries, [.. entries, subscription]);

    public void Remove(long id) => Volatile.Write(ref entries, [.. entries.Where(entry => entry.Id != id)]);
}
