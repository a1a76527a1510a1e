using ActorMQ.Runtime;

namespace ActorMQ.Client.Consuming;

/// <summary>Cancels what waits for the loss of a lock, outside of the consumer's own lock.</summary>
internal sealed class Cancelling(CancellationTokenSource[] sources) : IRunnable, INamed
{
    public string Name => "lock lost";

    public void Run()
    {
        foreach (CancellationTokenSource source in sources)
            source.Cancel();
    }
}
