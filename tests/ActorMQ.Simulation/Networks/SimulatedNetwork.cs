using ActorMQ.Protocol;
using ActorMQ.Protocol.Framing;
using ActorMQ.Runtime;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Processes;
using ActorMQ.TestKit;

namespace ActorMQ.Simulation.Networks;

/// <summary>Carries the bytes between all processes of a world, and does to them what networks do.</summary>
/// <remarks>
/// Bytes of one direction stay in order; connections overtake each other. What is blocked waits, as with a transport
/// that sends again, until the block ends or somebody gives up.
/// </remarks>
internal sealed class SimulatedNetwork
{
    private static readonly TimeSpan CarriedMax = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan TailMax = TimeSpan.FromSeconds(1);

    private readonly SimulatedRuntime world;
    private readonly Random chance;
    private readonly Dictionary<string, Listener> listeners = new(StringComparer.Ordinal);
    private readonly List<Cable> cables = [];
    private readonly List<FaultItem> troubles = [];

    public SimulatedNetwork(SimulatedRuntime world, FaultTally tally)
    {
        this.world = world;
        Tally = tally;
        chance = world.Random("network");
    }

    /// <summary>What was exercised.</summary>
    public FaultTally Tally { get; }

    /// <summary>The transport of one process.</summary>
    public ProcessTransport Join(ProcessRuntime process, int number, bool isOwner, TransportOptions options) =>
        new(this, process, number, isOwner, options);

    /// <summary>Begins a trouble that lasts, or does what happens at once.</summary>
    public void Begin(FaultItem trouble)
    {
        switch (trouble.Kind)
        {
            case FaultKind.ConnectionReset:
                BreakSome(trouble, static cable => cable.Break(midFrame: false));
                break;
            case FaultKind.ResetMidFrame:
                BreakSome(trouble, static cable => cable.Break(midFrame: true));
                break;
            case FaultKind.HalfOpen:
                BreakSome(trouble, static cable => cable.Vanish());
                break;
            default:
                troubles.Add(trouble);
                break;
        }
    }

    /// <summary>Ends a trouble; what waited goes on.</summary>
    public void End(FaultItem trouble)
    {
        if (!troubles.Remove(trouble))
            return;
        foreach (Cable cable in cables.ToArray())
            cable.GoOn();
    }

    /// <summary>Ends every trouble.</summary>
    public void Heal()
    {
        foreach (FaultItem trouble in troubles.ToArray())
            End(trouble);
    }

    /// <summary>A process is gone, with its listeners and connections.</summary>
    /// <param name="transport">Of that process.</param>
    /// <param name="isSilent">Whether the others hear nothing of it, as when a machine loses its power.</param>
    public void Lose(ProcessTransport transport, bool isSilent)
    {
        foreach ((string endpoint, Listener listener) in listeners.ToArray())
            EndListening(endpoint, transport, listener);
        foreach (Cable cable in cables.Where(cable => cable.Uses(transport)).ToArray())
        {
            if (isSilent)
                cable.Vanish();
            else
                cable.Break(midFrame: false);
        }
    }

    internal void Listen(string endpoint, ProcessTransport transport, Func<IFrameHandler> accept)
    {
        if (!listeners.TryAdd(endpoint, new Listener(transport, accept)))
            throw new IOException($"Cannot listen on {endpoint}: taken.");
    }

    internal void EndListening(string endpoint, ProcessTransport transport)
    {
        if (listeners.TryGetValue(endpoint, out Listener? listener))
            EndListening(endpoint, transport, listener);
    }

    /// <summary>A process connects; the outcome comes after a while.</summary>
    internal void Connect(ProcessTransport from, string endpoint, IFrameHandler handler)
    {
        var address = new Address(from.Number, OwnerOf(endpoint));
        bool isCut = IsBlocked(address, toOwner: true) || IsBlocked(address, toOwner: false);
        TimeSpan wait = isCut ? from.Shared.Options.Handshake : Delay(address);
        After(wait, from.Process, new Turn(() => Open(from, endpoint, address, handler, isCut)));
    }

    internal void Remove(Cable cable) => cables.Remove(cable);

    /// <summary>How long the next bytes of a connection are on their way.</summary>
    internal TimeSpan Delay(Address address)
    {
        TimeSpan delay = CarriedMax * chance.NextDouble();
        if (!IsHit(FaultKind.HeavyTail, address))
            return delay;
        Tally.Count(FaultKind.HeavyTail);
        return delay + (TailMax * Math.Pow(chance.NextDouble(), 4));
    }

    /// <summary>Whether nothing passes in one direction at present.</summary>
    internal bool IsBlocked(Address address, bool toOwner)
    {
        foreach (FaultItem trouble in troubles)
        {
            bool isKind = trouble.Kind == FaultKind.Partition
                || trouble.Kind == (toOwner ? FaultKind.CutToOwner : FaultKind.CutFromOwner);
            if (isKind && trouble.Concerns(address.Client, address.Owner))
            {
                Tally.Count(trouble.Kind);
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the client of a connection reads slowly at present.</summary>
    internal bool IsSlow(Address address)
    {
        bool isSlow = IsHit(FaultKind.SlowReader, address);
        if (isSlow)
            Tally.Count(FaultKind.SlowReader);
        return isSlow;
    }

    /// <summary>A number below <paramref name="limit"/>, drawn from the seed.</summary>
    internal int Draw(int limit) => chance.Next(limit);

    /// <summary>Runs a turn of a process after a while.</summary>
    internal void After(TimeSpan wait, ProcessRuntime process, IRunnable turn)
    {
        ITimer? timer = null;
        timer = Timer(() =>
        {
            timer!.Dispose();
            process.Schedule(turn);
        });
        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    internal ITimer Timer(Action due) => world.Clock.CreateTimer(
        static act => ((Action)act!)(), due, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private static int OwnerOf(string endpoint) =>
        int.Parse(endpoint.AsSpan(4, endpoint.IndexOf(':', StringComparison.Ordinal) - 4), null);

    private void EndListening(string endpoint, ProcessTransport transport, Listener listener)
    {
        if (listener.Transport == transport)
            listeners.Remove(endpoint);
    }

    private bool IsHit(FaultKind kind, Address address)
    {
        foreach (FaultItem trouble in troubles)
        {
            if (trouble.Kind == kind && trouble.Concerns(address.Client, address.Owner)
                && chance.Next(trouble.OneIn) == 0)
                return true;
        }

        return false;
    }

    private void Open(ProcessTransport from, string endpoint, Address address, IFrameHandler handler, bool isCut)
    {
        if (isCut || !listeners.TryGetValue(endpoint, out Listener? listener))
        {
            handler.OnClosed(CloseReason.Refused);
            return;
        }

        var near = new SimulatedConnection(from, endpoint, handler, null);
        var far = new SimulatedConnection(listener.Transport, $"client {from.Number}", null, listener.Accept);
        if (!from.Shared.TryAdd(near))
        {
            handler.OnClosed(CloseReason.TooManyConnections);
            return;
        }

        cables.Add(new Cable(this, address, near, far));
        bool isTaken = listener.Transport.Shared.TryAdd(far);
        near.StartConnected();
        if (!isTaken)
            far.Close(CloseReason.PeerClosed);
    }

    private void BreakSome(FaultItem trouble, Action<Cable> harm)
    {
        Cable[] hit = [.. cables.Where(cable => trouble.Concerns(cable.Address.Client, cable.Address.Owner))];
        foreach (Cable cable in hit.Where(_ => chance.Next(trouble.OneIn) == 0))
        {
            Tally.Count(trouble.Kind);
            harm(cable);
        }
    }

    private sealed record Listener(ProcessTransport Transport, Func<IFrameHandler> Accept);
}
