using ActorMQ.Protocol;
using ActorMQ.Protocol.Framing;
using ActorMQ.Runtime;
using ActorMQ.Simulation.Processes;

namespace ActorMQ.Simulation.Networks;

/// <summary>What one process sees of the <see cref="SimulatedNetwork"/>.</summary>
internal sealed class ProcessTransport(
    SimulatedNetwork network, ProcessRuntime process, int number, bool isOwner, TransportOptions options) : ITransport
{
    /// <summary>Whose it is.</summary>
    public ProcessRuntime Process => process;

    /// <summary>The process's number among the clients, or among the nodes.</summary>
    public int Number => number;

    /// <summary>Caps, clock and ticks of this process's ends.</summary>
    public WireShared Shared { get; } = new(process, options);

    /// <summary>Whether this process reads slowly from that connection at present.</summary>
    public bool IsSlow(Address address) => !isOwner && network.IsSlow(address);

    /// <summary>Runs a turn of the process after a while.</summary>
    public void After(TimeSpan wait, IRunnable turn) => network.After(wait, process, turn);

    public IDisposable Listen(string endpoint, Func<IFrameHandler> accept, out string bound)
    {
        bound = endpoint;
        network.Listen(endpoint, this, accept);
        return new Listening(network, endpoint, this);
    }

    public void Connect(string endpoint, IFrameHandler handler) =>
        process.Schedule(new Turn(() => network.Connect(this, endpoint, handler)));

    private sealed class Listening(SimulatedNetwork network, string endpoint, ProcessTransport transport) : IDisposable
    {
        public void Dispose() => network.EndListening(endpoint, transport);
    }
}
