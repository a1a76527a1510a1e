namespace ActorMQ.Protocol;

/// <summary>What a handler wants after a frame.</summary>
public enum FrameFlow : byte
{
    /// <summary>The next frame may come.</summary>
    Continue,

    /// <summary>No further frame, and no further read, until <see cref="FrameConnection.Resume"/>.</summary>
    Pause,
}
