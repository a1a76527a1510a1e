using ActorMQ.Runtime;

namespace ActorMQ.Protocol.Framing;

/// <summary>
/// What all connections of one transport share: options, clock, the byte budget, and the round of ticks.
/// </summary>
internal sealed class WireShared(ActorRuntime runtime, TransportOptions options)
{
    // Rounds in a heartbeat period: what is due is found at most this fraction late.
    private const int RoundsPerHeartbeat = 4;

    private readonly Lock gate = new();
    private readonly List<WireConnection> open = [];
    private ITimer? rounds;

    public ActorRuntime Runtime => runtime;

    public TransportOptions Options => options;

    public ByteBudget Budget { get; } = new(options.QueuedBytesMax);

    /// <summary>Time between two ticks of a connection.</summary>
    public TimeSpan Round { get; } = options.Heartbeat / RoundsPerHeartbeat;

    public int Count
    {
        get
        {
            lock (gate)
                return open.Count;
        }
    }

    /// <summary>Takes a connection in, if the cap allows.</summary>
    public bool TryAdd(WireConnection connection)
    {
        lock (gate)
        {
            if (open.Count >= options.ConnectionsMax)
                return false;
            connection.Place = open.Count;
            open.Add(connection);
            if (open.Count == 1)
                rounds = runtime.Time.CreateTimer(static s => ((WireShared)s!).Tick(), this, Round, Round);
            return true;
        }
    }

    public void Remove(WireConnection connection)
    {
        lock (gate)
        {
            if (connection.Place < 0)
                return;
            WireConnection last = open[^1];
            open[connection.Place] = last;
            last.Place = connection.Place;
            open.RemoveAt(open.Count - 1);
            connection.Place = -1;
            if (open.Count == 0)
                rounds?.Dispose();
        }
    }

    public void CloseAll(CloseReason reason)
    {
        foreach (WireConnection connection in Snapshot())
            connection.Close(reason);
    }

    private void Tick()
    {
        foreach (WireConnection connection in Snapshot())
            connection.Tick();
    }

    private WireConnection[] Snapshot()
    {
        lock (gate)
            return [.. open];
    }
}
