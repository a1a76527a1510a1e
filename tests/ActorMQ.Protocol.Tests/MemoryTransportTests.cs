using ActorMQ.Runtime;

namespace ActorMQ.Protocol.Tests;

/// <summary>The contract inside one process.</summary>
public sealed class MemoryTransportTests : TransportContract
{
    private protected override ITransport Make(PooledRuntime runtime, TransportOptions options) =>
        new MemoryTransport(runtime, options);
}
