using ActorMQ.Runtime;

namespace ActorMQ.Client.Handling;

/// <summary>The place of one running handler; used again and again.</summary>
internal sealed class HandlerSlot(HandlingLoop loop) : IRunnable, INamed
{
    private Delivery delivery;

    public string Name => "handler";

    /// <summary>Cancelled when the lock is lost, or when stopping takes too long.</summary>
    public CancellationTokenSource Ending { get; private set; } = new();

    /// <summary>Takes a delivery; false: its lock is lost already.</summary>
    public bool TryBegin(in Delivery taken)
    {
        delivery = taken;
        Ending = new CancellationTokenSource();
        return loop.TryBind(taken, Ending);
    }

    public void Run() => _ = loop.RunAsync(this, delivery);
}
