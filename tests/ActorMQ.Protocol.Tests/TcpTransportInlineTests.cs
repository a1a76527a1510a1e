using ActorMQ.Runtime;

namespace ActorMQ.Protocol.Tests;

/// <summary>The contract over sockets, with senders that write themselves.</summary>
public sealed class TcpTransportInlineTests : TransportContract
{
    private protected override ITransport Make(PooledRuntime runtime, TransportOptions options) =>
        new TcpTransport(runtime, options with { WritesInline = true });
}
