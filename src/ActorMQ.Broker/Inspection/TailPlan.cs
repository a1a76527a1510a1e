namespace ActorMQ.Broker.Inspection;

/// <summary>Which partitions a tail shows, and how far it is in each.</summary>
/// <param name="Start">Where it begins in a partition whose position is not known yet.</param>
/// <param name="Partition">The only partition; null: all.</param>
/// <param name="Next">By partition the next offset; below 0: not known yet.</param>
internal sealed record TailPlan(StartPoint Start, int? Partition, long[] Next)
{
    public bool Has(int index) => Partition is not { } only || only == index;
}
