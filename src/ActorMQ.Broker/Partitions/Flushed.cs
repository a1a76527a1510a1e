namespace ActorMQ.Broker.Partitions;

/// <summary>From a partition: everything that was decided is durable.</summary>
internal sealed record Flushed
{
    public static readonly Flushed Instance = new();
}
