using ActorMQ.Protocol;
using ActorMQ.Records;
using Google.Protobuf;

namespace ActorMQ.Client.Links;

/// <summary>
/// The link that all producers of a client share: numbers requests and brings answers back to who asked.
/// </summary>
internal sealed class SharedLink : ILinkUser
{
    private readonly Link link;
    private readonly Lock gate = new();

    // Who waits for the answer of a request that is out; emptied when the connection is lost.
    private readonly Dictionary<uint, IReplyTarget> requests = [];
    private readonly TaskCompletionSource firstUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Alarm alarm;
    private IReplyTarget[] targets = [];
    private uint lastNumber;

    // The node's wish to stop: nothing new is sent; null: it has none.
    private DrainOrder? drain;

    public SharedLink(LinkSettings settings)
    {
        link = new Link(settings, this);
        alarm = new Alarm(settings.Runtime.Time, static link => ((SharedLink)link!).OnAlarm(), this);
    }

    public bool IsUp => link.IsUp && drain is null;

    public string? Topic => null;

    public string? Group => null;

    /// <summary>Why the last try ended; null before one has.</summary>
    public ActorMQException? LastFailure { get; private set; }

    /// <summary>Makes the first connection and waits for its handshake.</summary>
    /// <exception cref="ActorMQException">There was none within <paramref name="timeout"/>.</exception>
    public async ValueTask ConnectAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using CancellationTokenRegistration late = deadline.Token.UnsafeRegister(
            static link => ((SharedLink)link!).GiveUp(), this);
        using CancellationTokenRegistration given = cancellation.UnsafeRegister(
            static (up, token) => ((TaskCompletionSource)up!).TrySetCanceled(token), firstUp);
        link.Start();
        await firstUp.Task;
    }

    public void Close()
    {
        alarm.Stop();
        link.Close();
    }

    /// <summary>Gives up the connection: the other side does not keep to the protocol.</summary>
    public void Restart(ActorMQException why) => link.Restart(why);

    public void Add(IReplyTarget target)
    {
        lock (gate)
            targets = [.. targets, target];
    }

    public void Remove(IReplyTarget target)
    {
        lock (gate)
            targets = Array.FindAll(targets, one => one != target);
    }

    /// <summary>Sends a request; false while there is no connection or its queue is full.</summary>
    /// <param name="asker">Who gets the answer.</param>
    /// <param name="type">The kind of frame.</param>
    /// <param name="head">The head; may be used again afterwards.</param>
    /// <param name="body">The body, or null: none. Retained until it is written.</param>
    /// <param name="number">The request's number, by which its answers are known.</param>
    public bool TrySend(IReplyTarget asker, FrameType type, IMessage head, Slab? body, out uint number)
    {
        lock (gate)
        {
            if (drain is not null)
            {
                number = 0;
                return false;
            }
            number = ++lastNumber == 0 ? ++lastNumber : lastNumber;
            requests[number] = asker;
        }
        body?.Retain();
        if (link.TrySend(new OutboundFrame(type, number, head, body?.Memory ?? default, body)))
            return true;
        body?.Release();
        lock (gate)
            requests.Remove(number);
        return false;
    }

    public void OnUp()
    {
        firstUp.TrySetResult();
        foreach (IReplyTarget target in Volatile.Read(ref targets))
            target.OnUp();
    }

    public FrameFlow OnFrame(in InboundFrame frame)
    {
        IReplyTarget? asker;
        lock (gate)
            requests.TryGetValue(frame.Correlation, out asker);
        if (asker is null || !asker.OnReply(frame))
            return FrameFlow.Continue;
        lock (gate)
            requests.Remove(frame.Correlation);
        FinishDrain(isLate: false);
        return FrameFlow.Continue;
    }

    public void OnDrain(in DrainOrder order)
    {
        lock (gate)
        {
            drain = order;
            alarm.SetBy(order.DeadlineMs);
        }
        FinishDrain(isLate: false);
    }

    public void OnFramesEnd()
    {
    }

    public void OnWritable()
    {
        foreach (IReplyTarget target in Volatile.Read(ref targets))
            target.OnWritable();
    }

    public void OnDown(ActorMQException why)
    {
        LastFailure = why;
        lock (gate)
        {
            drain = null;
            requests.Clear();
        }
        foreach (IReplyTarget target in Volatile.Read(ref targets))
            target.OnDown(why);
    }

    private void FinishDrain(bool isLate)
    {
        DrainOrder? finished;
        lock (gate)
            finished = requests.Count == 0 || isLate ? drain : null;
        if (finished is { } order)
            link.FinishDrain(order);
    }

    private void OnAlarm()
    {
        bool isLate;
        lock (gate)
        {
            alarm.OnRung();
            isLate = drain is { } order && alarm.NowMs >= order.DeadlineMs;
            if (!isLate)
                alarm.SetBy(drain?.DeadlineMs);
        }
        if (isLate)
            FinishDrain(isLate);
    }

    private void GiveUp() => firstUp.TrySetException(ErrorCatalogue.Unreachable.With(
        $"No node could be reached in time. {LastFailure?.Summary}".TrimEnd(), LastFailure));
}
