using ActorMQ.Broker.Connections;
using ActorMQ.Broker.Subscriptions;

namespace ActorMQ.Broker;

/// <summary>One start of a node, until its end. Thread-safe.</summary>
internal sealed class NodeLife(ulong incarnation)
{
    private volatile bool isStopping;

    /// <summary>Unlike that of every other start.</summary>
    public ulong Incarnation { get; } = incarnation;

    /// <summary>The consumers that it has met.</summary>
    public ConsumerNumbers Consumers { get; } = new();

    /// <summary>The connections that are there.</summary>
    public ConnectionTable Connections { get; } = new();

    /// <summary>Whether the node ends: it takes no more connections.</summary>
    public bool IsStopping
    {
        get => isStopping;
        set => isStopping = value;
    }
}
