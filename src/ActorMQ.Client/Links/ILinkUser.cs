using ActorMQ.Protocol;

namespace ActorMQ.Client.Links;

/// <summary>
/// Who uses a <see cref="Link"/>. Calls come one at a time, on the transport's turns; none may block.
/// </summary>
internal interface ILinkUser
{
    /// <summary>The topic that it consumes, for events; null: it serves all producers.</summary>
    string? Topic { get; }

    /// <summary>The group that it is of, for events; null: it serves all producers.</summary>
    string? Group { get; }

    /// <summary>The handshake is over: send what has to be sent.</summary>
    void OnUp();

    /// <summary>A frame behind the handshake; its bytes are valid during the call.</summary>
    FrameFlow OnFrame(in InboundFrame frame);

    /// <summary>All frames of one read have been shown.</summary>
    void OnFramesEnd();

    /// <summary>There is room again after a refused send.</summary>
    void OnWritable();

    /// <summary>
    /// The node is about to stop: begin nothing new, and call <see cref="Link.FinishDrain"/> once all has ended.
    /// </summary>
    void OnDrain(in DrainOrder order);

    /// <summary>The connection, or a try to get one, is gone. Another try follows by itself.</summary>
    void OnDown(ActorMQException why);
}
