namespace ActorMQ.Broker.Subscriptions;

/// <summary>
/// Which number each consumer has, so that one that lost its connection gets the same again. Thread-safe.
/// </summary>
/// <remarks>
/// A consumer is known by its group and the id that it made up. One that ends in order is forgotten; beyond the cap the
/// oldest ones are: such a consumer gets what it held again, as a new one.
/// </remarks>
internal sealed class ConsumerNumbers
{
    /// <summary>Consumers that are known at a time.</summary>
    private const int KnownMax = 64 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<(int Group, long Id), long> known = [];
    private readonly Queue<(int Group, long Id)> order = [];
    private long last;

    /// <summary>The number for a consumer that subscribes; id 0 stands for none.</summary>
    public ConsumerNumber Next(int groupId, long id, bool isResuming)
    {
        lock (gate)
        {
            long life = ++last;
            if (id == 0)
                return new ConsumerNumber(life, life, IsBack: false);
            if (isResuming && known.TryGetValue((groupId, id), out long number))
                return new ConsumerNumber(number, life, IsBack: true);
            if (!known.ContainsKey((groupId, id)))
                Remember(groupId, id);
            known[(groupId, id)] = life;
            return new ConsumerNumber(life, life, IsBack: false);
        }
    }

    private void Remember(int groupId, long id)
    {
        order.Enqueue((groupId, id));
        while (order.Count > KnownMax)
            known.Remove(order.Dequeue());
    }
}
