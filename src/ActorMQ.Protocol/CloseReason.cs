namespace ActorMQ.Protocol;

/// <summary>Why a connection ended, as its own side saw it.</summary>
public enum CloseReason : byte
{
    /// <summary>Still open.</summary>
    None,

    /// <summary>Nobody listens at the endpoint, or the connect timed out.</summary>
    Refused,

    /// <summary>The peer closed or reset the connection, or the network did.</summary>
    PeerClosed,

    /// <summary>The first bytes are not ActorMQ's: HTTP, TLS, or something else that found the port.</summary>
    BadMagic,

    /// <summary>A length that is smaller than a frame's header, or parts that do not add up.</summary>
    BadFrame,

    /// <summary>A frame longer than what is allowed at this point.</summary>
    FrameTooLarge,

    /// <summary>A frame type that this version does not know.</summary>
    UnknownFrameType,

    /// <summary>A well-formed frame that makes no sense here (a head that does not parse, a wrong state).</summary>
    ProtocolError,

    /// <summary>The handshake did not end in time.</summary>
    HandshakeTimeout,

    /// <summary>Nothing arrived for the time after which a peer counts as dead.</summary>
    Timeout,

    /// <summary>The peer did not read what was queued for it.</summary>
    SlowReader,

    /// <summary>All connections together have more bytes queued than the node allows.</summary>
    Overflow,

    /// <summary>The node has as many connections as it allows.</summary>
    TooManyConnections,

    /// <summary>This side is done with the connection.</summary>
    Shutdown,

    /// <summary>This side's handler failed.</summary>
    HandlerFailed,
}
