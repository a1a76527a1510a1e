namespace ActorMQ.Simulation.Worlds;

/// <summary>What went wrong in a world and no fault explains: each is a violation.</summary>
internal sealed class FailureLog
{
    private readonly List<string> failures = [];

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<string> Failures => failures;

    /// <summary>Adds one.</summary>
    public void Add(string failure) => failures.Add(failure);

    /// <summary>Awaits work that nobody else awaits, so that its failure is not lost.</summary>
    public async Task WatchAsync(string who, Task work)
    {
        try
        {
            await work;
        }
        catch (Exception reason) when (reason is not OutOfMemoryException)
        {
            Add($"{who} failed: {reason}");
        }
    }
}
