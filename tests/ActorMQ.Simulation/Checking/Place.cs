namespace ActorMQ.Simulation.Checking;

/// <summary>An offset of a partition.</summary>
internal readonly record struct Place(int Partition, long Offset)
{
    /// <inheritdoc/>
    public override string ToString() => $"partition {Partition} offset {Offset}";
}
