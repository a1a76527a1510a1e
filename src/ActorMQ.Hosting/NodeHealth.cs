namespace ActorMQ.Hosting;

/// <summary>Whether a node takes work. Written by the node, read by its health address.</summary>
internal sealed class NodeHealth
{
    private volatile bool ready;

    /// <summary>True from the end of the start to the begin of the stop.</summary>
    public bool IsReady
    {
        get => ready;
        set => ready = value;
    }
}
