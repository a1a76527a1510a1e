namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: store what is decided and answer when it is durable.</summary>
internal sealed record Flush
{
    public static readonly Flush Instance = new();
}
