namespace ActorMQ.Protocol.Framing;

/// <summary>An endpoint of a memory transport that takes connections until it is disposed.</summary>
internal sealed class MemoryListening(MemoryTransport transport, string endpoint) : IDisposable
{
    public void Dispose() => transport.EndListening(endpoint);
}
