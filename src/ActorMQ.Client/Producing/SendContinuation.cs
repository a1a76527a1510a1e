using System.Threading.Tasks.Sources;
using ActorMQ.Runtime;

namespace ActorMQ.Client.Producing;

/// <summary>Who waits for a send, and in which context to wake it.</summary>
internal readonly struct SendContinuation
{
    private readonly Action<object?> continuation;
    private readonly object? state;
    private readonly ExecutionContext? flow;

    public SendContinuation(Action<object?> continuation, object? state, ValueTaskSourceOnCompletedFlags flags)
    {
        this.continuation = continuation;
        this.state = state;
        if ((flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0)
            flow = ExecutionContext.Capture();
        if ((flags & ValueTaskSourceOnCompletedFlags.UseSchedulingContext) != 0)
            Context = CaptureContext();
    }

    /// <summary>
    /// A <see cref="SynchronizationContext"/> or <see cref="TaskScheduler"/> to wake in, or null: any.
    /// </summary>
    public object? Context { get; }

    /// <summary>Wakes the waiter here.</summary>
    public void Invoke()
    {
        if (flow is null)
            continuation(state);
        else
            ExecutionContext.Run(flow, static boxed => ((SendContinuation)boxed!).continuation(
                ((SendContinuation)boxed).state), this);
    }

    /// <summary>Wakes the waiter in its context; false when it has none and may be woken anywhere.</summary>
    public bool TryPost()
    {
        if (Context is SynchronizationContext context)
            context.Post(static boxed => ((SendContinuation)boxed!).Invoke(), this);
        else if (Context is TaskScheduler scheduler)
            Task.Factory.StartNew(
                static boxed => ((SendContinuation)boxed!).Invoke(), this, CancellationToken.None,
                TaskCreationOptions.DenyChildAttach, scheduler);
        return Context is not null;
    }

    /// <summary>Wakes the waiter soon, outside of this call.</summary>
    public void Schedule(ActorRuntime runtime)
    {
        if (!TryPost())
            runtime.Schedule(new Step(this));
    }

    private static object? CaptureContext()
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        if (context is not null && context.GetType() != typeof(SynchronizationContext))
            return context;
        return TaskScheduler.Current == TaskScheduler.Default ? null : TaskScheduler.Current;
    }

    private sealed class Step(SendContinuation continuation) : IRunnable
    {
        public void Run() => continuation.Invoke();
    }
}
