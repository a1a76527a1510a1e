using ActorMQ.Runtime;

namespace ActorMQ.Client.Producing;

/// <summary>Sources that wait for their next batch. Thread-safe.</summary>
internal sealed class SendSourcePool(ActorRuntime runtime)
{
    private const int IdleMax = 256;

    private readonly Stack<SendSource> idle = new();

    public SendSource Rent()
    {
        lock (idle)
        {
            if (idle.TryPop(out SendSource? source))
                return source;
        }
        return new SendSource(runtime, this);
    }

    public void Return(SendSource source)
    {
        lock (idle)
        {
            if (idle.Count < IdleMax)
                idle.Push(source);
        }
    }
}
