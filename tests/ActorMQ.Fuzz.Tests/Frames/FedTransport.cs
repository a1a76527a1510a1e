using ActorMQ.Protocol;
using ActorMQ.Protocol.Framing;
using ActorMQ.Runtime;

namespace ActorMQ.Fuzz.Tests.Frames;

/// <summary>The transport of a node or of a client whose other side is a test.</summary>
internal sealed class FedTransport(ActorRuntime runtime) : ITransport, IDisposable
{
    private Func<IFrameHandler>? accept;

    /// <summary>What its connections share: at the end of a round, none and no byte.</summary>
    public WireShared Shared { get; } = new(runtime, new TransportOptions());

    /// <summary>Connections that the product has made and the test has not taken.</summary>
    public Queue<FedConnection> Dialed { get; } = new();

    public IDisposable Listen(string endpoint, Func<IFrameHandler> accept, out string bound)
    {
        this.accept = accept;
        bound = endpoint;
        return this;
    }

    public void Connect(string endpoint, IFrameHandler handler) => runtime.Schedule(new Turn(() =>
    {
        var connection = new FedConnection(Shared, handler);
        Assert.True(Shared.TryAdd(connection));
        Dialed.Enqueue(connection);
        connection.StartConnected();
    }));

    /// <summary>A connection to whoever listens.</summary>
    public FedConnection Accept()
    {
        var connection = new FedConnection(Shared, accept!);
        Assert.True(Shared.TryAdd(connection));
        return connection;
    }

    /// <summary>The node has ended its listening.</summary>
    public void Dispose() => accept = null;
}
