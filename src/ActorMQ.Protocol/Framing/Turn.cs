using ActorMQ.Runtime;

namespace ActorMQ.Protocol.Framing;

/// <summary>A named step of a connection that a runtime runs; made once for each connection.</summary>
internal sealed class Turn(Action step) : IRunnable
{
    public void Run() => step();
}
