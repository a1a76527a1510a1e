namespace ActorMQ.Protocol.Framing;

/// <summary>
/// Cuts received bytes into frames and shows them to the handler, until it pauses, a frame is not complete, or the
/// bytes are bad. Called by the reading turn of its connection alone.
/// </summary>
internal sealed class FrameIntake(WireConnection connection)
{
    private int frameBytesMax = ProtocolLimits.GreetingFrameBytesMax;
    private bool hasMagic;

    /// <summary>Bytes received and not shown yet.</summary>
    public ReceiveBuffer Buffer { get; } = new();

    public FrameFlowGate Flow { get; } = new();

    /// <summary>Longest frame that is taken; greater after the handshake.</summary>
    public int FrameBytesMax
    {
        get => Volatile.Read(ref frameBytesMax);
        set => Volatile.Write(ref frameBytesMax, value);
    }

    /// <summary>Shows every complete frame; forgets everything once the connection has ended.</summary>
    public IntakeOutcome ShowFrames()
    {
        if (connection.Closed != CloseReason.None)
        {
            Buffer.Consume(Buffer.Unread.Length);
            return default;
        }
        CloseReason fault = CloseReason.None;
        if (!hasMagic && !TakeMagic(out fault))
            return new IntakeOutcome(fault, false);
        bool anyShown = false;
        bool isPaused = false;
        while (!isPaused && TryNext(out int frameBytes, out fault))
        {
            isPaused = !Show(frameBytes);
            anyShown = true;
        }
        if (anyShown)
            connection.Handler!.OnFramesEnd();
        return new IntakeOutcome(isPaused ? CloseReason.None : fault, isPaused);
    }

    private bool TakeMagic(out CloseReason fault)
    {
        fault = FrameDecoder.CheckMagic(Buffer.Unread);
        if (fault != CloseReason.None || Buffer.Unread.Length < FrameEncoder.Magic.Length)
            return false;
        Buffer.Consume(FrameEncoder.Magic.Length);
        hasMagic = true;
        connection.Greet();
        return true;
    }

    private bool TryNext(out int frameBytes, out CloseReason fault)
    {
        frameBytes = 0;
        fault = CloseReason.None;
        if (connection.Closed != CloseReason.None)
            return false;
        fault = FrameDecoder.Inspect(Buffer.Unread, FrameBytesMax, out frameBytes);
        return fault == CloseReason.None && frameBytes != 0 && Buffer.Unread.Length >= frameBytes;
    }

    private bool Show(int frameBytes)
    {
        InboundFrame frame = FrameDecoder.Read(Buffer.Unread[..frameBytes]);
        bool flows = true;
        if (frame.Type != FrameType.Heartbeat)
        {
            Flow.Enter();
            flows = Flow.Leave(connection.Handler!.OnFrame(frame));
        }
        Buffer.Consume(frameBytes);
        return flows;
    }
}
