using ActorMQ.Runtime;

namespace ActorMQ.Protocol.Tests;

/// <summary>The contract over sockets.</summary>
public sealed class TcpTransportTests : TransportContract
{
    private protected override ITransport Make(PooledRuntime runtime, TransportOptions options) =>
        new TcpTransport(runtime, options);
}
