namespace ActorMQ.TestKit;

/// <summary>Notes calls from outside of the one thread that a simulation runs on.</summary>
internal sealed class ThreadTripwire
{
    private readonly int thread = Environment.CurrentManagedThreadId;
    private volatile string? escape;

    /// <summary>False: another thread calls. The run fails by that; throwing there would end the process.</summary>
    public bool IsInside(string call)
    {
        if (Environment.CurrentManagedThreadId == thread)
            return true;
        escape = call;
        return false;
    }

    public void ThrowIfEscaped(ulong seed)
    {
        if (escape is { } call)
            throw new InvalidOperationException($"A call of {call} escaped from the simulation, seed {seed}.");
    }
}
