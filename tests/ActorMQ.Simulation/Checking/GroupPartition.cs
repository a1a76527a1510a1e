namespace ActorMQ.Simulation.Checking;

/// <summary>What one group has been given of one partition, and what its consumers have acknowledged.</summary>
internal sealed class GroupPartition
{
    /// <summary>Offsets delivered to anybody of the group.</summary>
    public HashSet<long> Delivered { get; } = [];

    /// <summary>Offsets that anybody of the group has acknowledged.</summary>
    public HashSet<long> Acked { get; } = [];

    /// <summary>The lowest offset delivered; the group began there or below.</summary>
    public long DeliveredMin { get; private set; } = long.MaxValue;

    /// <summary>Notes a delivery.</summary>
    public void Deliver(long offset)
    {
        Delivered.Add(offset);
        DeliveredMin = Math.Min(DeliveredMin, offset);
    }
}
