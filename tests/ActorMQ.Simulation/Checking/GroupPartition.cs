using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking;

/// <summary>What one group has been given of one partition, and what its consumers have acknowledged.</summary>
internal sealed class GroupPartition
{
    /// <summary>Offsets delivered to anybody of the group.</summary>
    public HashSet<long> Delivered { get; } = [];

    /// <summary>Offsets that anybody of the group has acknowledged.</summary>
    public HashSet<long> Acked { get; } = [];

    /// <summary>The first dead letter of each offset that the group has given up.</summary>
    public Dictionary<long, StoreRecord> Letters { get; } = [];

    /// <summary>The lowest offset delivered; the group began there or below.</summary>
    public long DeliveredMin { get; private set; } = long.MaxValue;

    /// <summary>Whether the group may be done with an offset: acknowledged by somebody, or a dead letter.</summary>
    public bool MayBeSettled(long offset) => Acked.Contains(offset) || Letters.ContainsKey(offset);

    /// <summary>Notes a delivery.</summary>
    public void Deliver(long offset)
    {
        Delivered.Add(offset);
        DeliveredMin = Math.Min(DeliveredMin, offset);
    }
}
