using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Links;

/// <summary>One connection to a node that comes back by itself: connect, greet, serve, pause, and again.</summary>
/// <remarks>
/// A new connection is opened only when the old one has said its last word, so its user never hears two at a time.
/// Sends may come from any thread.
/// </remarks>
internal sealed class Link : IFrameHandler
{
    private readonly LinkSettings settings;
    private readonly ILinkUser user;
    private readonly Backoff backoff;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private FrameConnection? connection;
    private volatile LinkPhase phase;
    private int tries;
    private ActorMQException? refusal;

    public Link(LinkSettings settings, ILinkUser user)
    {
        this.settings = settings;
        this.user = user;
        ClientOptions options = settings.Options;
        Random chance = settings.Runtime.Random("client link");
        backoff = new Backoff(options.ReconnectPause, options.ReconnectPauseMax, chance);
        timer = settings.Runtime.Time.CreateTimer(
            static link => ((Link)link!).Connect(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsUp => phase == LinkPhase.Up;

    private string Endpoint => settings.Endpoints[tries % settings.Endpoints.Count];

    /// <summary>Makes the first connection. Once.</summary>
    public void Start() => Connect();

    /// <summary>Sends a frame; false while the link is not up or its queue is full.</summary>
    public bool TrySend(in OutboundFrame frame)
    {
        FrameConnection? open = Volatile.Read(ref connection);
        return open is not null && IsUp && open.TrySend(frame);
    }

    /// <summary>Goes on after a pause that the user asked for.</summary>
    public void Resume() => Volatile.Read(ref connection)?.Resume();

    /// <summary>Gives up the present connection; another one follows after a pause.</summary>
    public void Restart(ActorMQException why)
    {
        refusal = why;
        Volatile.Read(ref connection)?.Close(CloseReason.ProtocolError);
    }

    /// <summary>
    /// Nothing is out any more on a connection whose node is about to stop: says so, and reconnects.
    /// </summary>
    public void FinishDrain(in DrainOrder order)
    {
        refusal = ErrorCatalogue.Find(ErrorCode.ShuttingDown).With($"The node at {Endpoint} is stopping.");
        TrySend(new OutboundFrame(FrameType.Drained, order.Correlation, new Drained()));
        Volatile.Read(ref connection)?.Close(CloseReason.Shutdown);
    }

    /// <summary>Ends the link for good: what is queued is still written.</summary>
    public void Close()
    {
        FrameConnection? open;
        lock (gate)
        {
            phase = LinkPhase.Closed;
            open = connection;
        }
        timer.Dispose();
        open?.Close(CloseReason.Shutdown);
    }

    public void OnOpened(FrameConnection connection)
    {
        lock (gate)
        {
            if (phase == LinkPhase.Connecting)
            {
                this.connection = connection;
                phase = LinkPhase.Greeting;
            }
        }
        if (phase == LinkPhase.Greeting)
            connection.TrySend(new OutboundFrame(FrameType.Hello, 1, Greeting()));
        else
            connection.Close(CloseReason.Shutdown);
    }

    public FrameFlow OnFrame(in InboundFrame frame)
    {
        try
        {
            if (phase == LinkPhase.Greeting)
                return OnGreeting(frame);
            if (frame.Type == FrameType.Error && frame.Correlation == 0)
                return OnRefused(frame);
            if (frame.Type == FrameType.Drain && IsUp)
                return OnDrain(frame);
            return phase == LinkPhase.Up ? user.OnFrame(frame) : FrameFlow.Continue;
        }
        catch (UnreadableHeadException broken)
        {
            Restart(ErrorCatalogue.BadAnswer.With($"The head of a {frame.Type} frame cannot be read.", broken));
            return FrameFlow.Continue;
        }
    }

    public void OnFramesEnd()
    {
        if (IsUp)
            user.OnFramesEnd();
    }

    public void OnWritable()
    {
        if (IsUp)
            user.OnWritable();
    }

    public void OnClosed(CloseReason reason)
    {
        ActorMQException why = refusal ?? Explain(reason);
        bool wasUp = IsUp;
        lock (gate)
        {
            connection = null;
            refusal = null;
            if (phase != LinkPhase.Closed)
                phase = LinkPhase.Pausing;
        }
        if (wasUp)
            Tell(ClientEventKind.Lost, why);
        tries += settings.Runtime.Rarely("link: skip an endpoint") ? 2 : 1;
        user.OnDown(why);
        if (phase == LinkPhase.Pausing)
            timer.Change(NextPause(), Timeout.InfiniteTimeSpan);
    }

    private TimeSpan NextPause()
    {
        TimeSpan pause = backoff.Next();
        return settings.Runtime.Rarely("link: connect at once") ? TimeSpan.FromMilliseconds(1) : pause;
    }

    private void Connect()
    {
        lock (gate)
        {
            if (phase is not (LinkPhase.Idle or LinkPhase.Pausing))
                return;
            phase = LinkPhase.Connecting;
        }
        settings.Transport.Connect(Endpoint, this);
    }

    private Hello Greeting() => new()
    {
        ProtocolMin = ProtocolLimits.Version,
        ProtocolMax = ProtocolLimits.Version,
        ClientId = settings.ClientId,
        ClientName = settings.Options.Name,
        FrameBytesMax = ProtocolLimits.FrameBytesMax,
    };

    private FrameFlow OnGreeting(in InboundFrame frame)
    {
        if (frame.Type == FrameType.Error)
            return OnRefused(frame);
        if (frame.Type != FrameType.Welcome)
        {
            Restart(ErrorCatalogue.BadAnswer.With($"The node greeted with a {frame.Type} frame."));
            return FrameFlow.Continue;
        }

        if (settings.Runtime.Rarely("link: lost while it greets"))
        {
            Restart(ErrorCatalogue.ConnectionLost.With("The greeting was lost."));
            return FrameFlow.Continue;
        }

        ProtocolCodec.Parse(Welcome.Parser, frame.Head);
        connection!.Establish(ProtocolLimits.FrameBytesMax);
        backoff.Reset();
        lock (gate)
        {
            if (phase == LinkPhase.Greeting)
                phase = LinkPhase.Up;
        }
        if (!IsUp)
            return FrameFlow.Continue;
        Tell(ClientEventKind.Connected, null);
        user.OnUp();
        return FrameFlow.Continue;
    }

    private FrameFlow OnDrain(in InboundFrame frame)
    {
        Drain head = ProtocolCodec.Parse(Drain.Parser, frame.Head);
        long nowMs = settings.Runtime.Time.GetElapsedTime(0).Ticks / TimeSpan.TicksPerMillisecond;
        user.OnDrain(new DrainOrder(frame.Correlation, nowMs + head.DeadlineMs));
        return FrameFlow.Continue;
    }

    private void Tell(ClientEventKind kind, ActorMQException? cause) => settings.Events.Add(
        kind,
        told => told with { Endpoint = Endpoint, Topic = user.Topic, Group = user.Group, Cause = cause });

    private FrameFlow OnRefused(in InboundFrame frame)
    {
        Restart(ErrorCatalogue.From(ProtocolCodec.Parse(Error.Parser, frame.Head)));
        return FrameFlow.Continue;
    }

    private ActorMQException Explain(CloseReason reason) => reason switch
    {
        CloseReason.Refused => ErrorCatalogue.Unreachable.With($"Nobody listens at {Endpoint}."),
        CloseReason.BadMagic or CloseReason.BadFrame or CloseReason.FrameTooLarge or CloseReason.UnknownFrameType
            or CloseReason.ProtocolError => ErrorCatalogue.BadAnswer.With(
                $"{Endpoint} does not speak ActorMQ's protocol ({reason})."),
        _ => ErrorCatalogue.ConnectionLost.With($"The connection to {Endpoint} is gone ({reason})."),
    };
}
