using ActorMQ.Runtime;

namespace ActorMQ.Protocol.Framing;

/// <summary>
/// A connection but for the medium that carries its bytes: queue, intake, liveness, and the rule that its handler gets
/// one call at a time.
/// </summary>
/// <remarks>
/// The medium reads into <see cref="Room"/> and tells <see cref="Received"/>; it writes what <see cref="NextPieces"/>
/// gives and tells <see cref="Written"/>. At most one reading turn and one writing turn are under way.
/// </remarks>
internal abstract class WireConnection : FrameConnection, IRunnable
{
    private static readonly OutboundFrame HeartbeatFrame = new(FrameType.Heartbeat, 0, null);

    // Held during each call of the handler.
    private readonly Lock handlerGate = new();
    private readonly WireShared shared;
    private readonly Func<IFrameHandler>? accept;
    private readonly SendQueue queue;
    private readonly FrameIntake intake;
    private readonly Liveness liveness;
    private ITimer? farewell;
    private int closed;

    // The thread that is calling the handler: what is sent meanwhile is written by it, in one go, afterwards.
    private int callingThread = -1;
    private bool writeIsDue;

    /// <summary>A connection with the user that connected, or with the way to get one.</summary>
    protected WireConnection(WireShared shared, IFrameHandler? handler, Func<IFrameHandler>? accept)
    {
        this.shared = shared;
        this.accept = accept;
        Handler = handler;
        queue = new SendQueue(shared.Options, shared.Budget);
        liveness = new Liveness(shared.Options, shared.Round);
        intake = new FrameIntake(this);
    }

    /// <summary>Its user; null on the accepting side until the first bytes are ActorMQ's.</summary>
    public IFrameHandler? Handler { get; private set; }

    /// <summary>Index in the transport's list of open connections; -1: not in it. Guarded by the list's lock.</summary>
    public int Place { get; set; } = -1;

    public override long QueuedBytes => queue.Bytes;

    public override CloseReason Closed => (CloseReason)Volatile.Read(ref closed);

    protected WireShared Shared => shared;

    public override bool TrySend(in OutboundFrame frame)
    {
        bool actsFull = frame.Body.Length > 0 && shared.Runtime.Rarely("connection: full");
        SendAdmission admission = queue.Add(frame, actsFull);
        if (admission == SendAdmission.WriterNeeded)
            RequestWriting();
        return admission != SendAdmission.Refused;
    }

    public override void Establish(int frameBytesMax) =>
        intake.FrameBytesMax = Math.Min(frameBytesMax, ProtocolLimits.FrameBytesMax);

    public override void Resume()
    {
        if (intake.Flow.Resume())
            shared.Runtime.Schedule(new Turn(ContinueReading));
    }

    public override void Close(CloseReason reason)
    {
        if (Interlocked.CompareExchange(ref closed, (int)reason, (int)CloseReason.None) != (int)CloseReason.None)
            return;
        queue.Seal();
        shared.Runtime.Schedule(new Turn(TellClosed));
        if (reason is CloseReason.PeerClosed or CloseReason.BadMagic or CloseReason.Timeout or CloseReason.SlowReader)
        {
            Abort();
            return;
        }
        farewell = shared.Runtime.Time.CreateTimer(
            static c => ((WireConnection)c!).Abort(), this, shared.Options.Farewell, Timeout.InfiniteTimeSpan);
        if (queue.IsIdle)
            EndWriting();
    }

    /// <summary>One round has passed.</summary>
    public void Tick()
    {
        bool isEstablished = intake.FrameBytesMax > ProtocolLimits.GreetingFrameBytesMax;
        switch (liveness.Judge(queue.Bytes, isEstablished, intake.Flow.IsPaused))
        {
            case LivenessVerdict.HeartbeatDue:
                TrySend(HeartbeatFrame);
                break;
            case LivenessVerdict.NotGreeted:
                Close(CloseReason.HandshakeTimeout);
                break;
            case LivenessVerdict.Dead:
                Close(CloseReason.Timeout);
                break;
            case LivenessVerdict.Stalled:
                Close(CloseReason.SlowReader);
                break;
            default:
                if (shared.Runtime.Rarely("connection: early heartbeat"))
                    TrySend(HeartbeatFrame);
                break;
        }
    }

    /// <summary>The writing turn, when a runtime starts it.</summary>
    void IRunnable.Run() => StartWriting();

    /// <summary>The peer's magic is there: on the accepting side, its user comes in.</summary>
    internal void Greet()
    {
        if (accept is null)
            return;
        Handler = accept();
        SendMagic();
        Handler.OnOpened(this);
    }

    /// <summary>Starts a connection of the connecting side.</summary>
    protected void Open()
    {
        SendMagic();
        Call(static c =>
        {
            c.Handler!.OnOpened(c);
            return default;
        });
    }

    /// <summary>Begins the writing turn; called with nobody writing, and must not block.</summary>
    protected abstract void StartWriting();

    /// <summary>Begins a reading turn; called with nobody reading, and must not block.</summary>
    protected abstract void StartReading();

    /// <summary>Tells the peer that nothing more will come.</summary>
    protected abstract void EndWriting();

    /// <summary>Lets go of the medium at once. May be called more than once.</summary>
    protected abstract void Disconnect();

    /// <summary>Where the medium puts the next bytes.</summary>
    protected Memory<byte> Room() => intake.Buffer.Free();

    /// <summary>Shows what the bytes just put into <see cref="Room"/> complete.</summary>
    /// <returns>Whether the medium reads on.</returns>
    protected bool Received(int count)
    {
        liveness.Received(count);
        intake.Buffer.Received(count);
        return ShowFrames();
    }

    /// <summary>The peer will send nothing more, or the medium failed.</summary>
    protected void Lost()
    {
        Close(CloseReason.PeerClosed);
        Abort();
    }

    /// <summary>Gives back the receive buffer: the last act of a reading turn that ends for good.</summary>
    protected void EndReading() => intake.Buffer.Release();

    /// <summary>What is to be written next.</summary>
    /// <returns>The number of bytes; 0: none, and the writing turn is over: another one may have begun.</returns>
    protected int NextPieces(List<ArraySegment<byte>> into, int bytesMax)
    {
        int count = queue.NextPieces(into, bytesMax);
        if (count == 0 && Closed != CloseReason.None)
            EndWriting();
        return count;
    }

    protected void Written(int count)
    {
        liveness.Written(count);
        if (queue.Written(count))
            shared.Runtime.Schedule(new Turn(TellWritable));
    }

    private void Abort()
    {
        queue.Abort();
        farewell?.Dispose();
        shared.Remove(this);
        Disconnect();
    }

    private void SendMagic()
    {
        if (queue.Add(FrameEncoder.Magic) == SendAdmission.WriterNeeded)
            RequestWriting();
    }

    private void RequestWriting()
    {
        if (callingThread == Environment.CurrentManagedThreadId)
            writeIsDue = true;
        else if (shared.Options.WritesInline)
            StartWriting();
        else
            shared.Runtime.Schedule(this);
    }

    private void ContinueReading()
    {
        if (ShowFrames())
            StartReading();
    }

    private bool ShowFrames()
    {
        IntakeOutcome outcome = Call(static c => c.intake.ShowFrames());
        if (outcome.Fault != CloseReason.None)
            CloseFor(outcome.Fault);
        return !outcome.IsPaused;
    }

    private void CloseFor(CloseReason fault)
    {
        if (FaultReport.Of(fault, intake.FrameBytesMax) is { } report)
            TrySend(report);
        Close(fault);
    }

    private void TellWritable() => Call(static c =>
    {
        if (c.Closed == CloseReason.None)
            c.Handler!.OnWritable();
        return default;
    });

    private void TellClosed() => Call(static c =>
    {
        c.Handler?.OnClosed(c.Closed);
        return default;
    });

    private IntakeOutcome Call(Func<WireConnection, IntakeOutcome> step)
    {
        IntakeOutcome outcome = default;
        bool mustWrite;
        lock (handlerGate)
        {
            callingThread = Environment.CurrentManagedThreadId;
            try
            {
                outcome = step(this);
            }
            catch (Exception fault) when (shared.Options.ContainsFault(fault))
            {
                Close(CloseReason.HandlerFailed);
            }
            finally
            {
                callingThread = -1;
                mustWrite = writeIsDue;
                writeIsDue = false;
            }
        }
        if (mustWrite)
            StartWriting();
        return outcome;
    }
}
