using ActorMQ.Runtime;

namespace ActorMQ.TestKit;

/// <summary>A continuation that waits for its step.</summary>
internal sealed class PostedStep(SendOrPostCallback callback, object? state) : IRunnable, INamed
{
    public string Name => "continuation";

    public void Run() => callback(state);
}
