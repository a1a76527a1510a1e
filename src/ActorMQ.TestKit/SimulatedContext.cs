namespace ActorMQ.TestKit;

/// <summary>Brings every continuation of awaited work back into the one thread of the simulation.</summary>
internal sealed class SimulatedContext(SimulatedRuntime runtime) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (runtime.IsInside("Post"))
            runtime.MakeReady(new PostedStep(d, state));
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        runtime.CheckThread("Send");
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;
}
