namespace ActorMQ.Broker.Connections;

/// <summary>The client has finished, or its time is over.</summary>
internal sealed record ConnectionDrained
{
    public static readonly ConnectionDrained Instance = new();
}
