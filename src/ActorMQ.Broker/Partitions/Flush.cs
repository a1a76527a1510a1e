namespace ActorMQ.Broker.Partitions;

/// <summary>
/// To a partition: the node stops. Take back what is out, store what is decided, and answer when it is durable.
/// </summary>
internal sealed record Flush
{
    public static readonly Flush Instance = new();
}
