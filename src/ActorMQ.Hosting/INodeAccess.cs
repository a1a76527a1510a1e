namespace ActorMQ.Hosting;

/// <summary>The node that a host runs, for those who need its addresses.</summary>
public interface INodeAccess
{
    /// <summary>The node, once it takes work.</summary>
    Task<ActorMQNode> Node { get; }

    /// <summary>Whether the node has ended although nobody asked it to; the host is then stopped.</summary>
    bool HasFailed { get; }
}
