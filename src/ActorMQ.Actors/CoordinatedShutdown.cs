namespace ActorMQ.Actors;

/// <summary>The orderly way down: named phases one after the other, then the end of the system.</summary>
/// <remarks>The tasks of a phase run together. One that overruns is reported by name and left behind.</remarks>
public sealed class CoordinatedShutdown
{
    private readonly ActorSystem system;
    private readonly Lock gate = new();
    private readonly List<Phase> phases = [];
    private Task<IReadOnlyList<ShutdownProblem>>? running;

    internal CoordinatedShutdown(ActorSystem system) => this.system = system;

    /// <summary>Adds a phase behind those added before.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="timeout">How long its tasks may take.</param>
    public void AddPhase(string name, TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        lock (gate)
        {
            ThrowIfRunning();
            if (phases.Exists(phase => phase.Name == name))
                throw new InvalidOperationException($"The shutdown has a phase '{name}' already.");
            phases.Add(new Phase(name, timeout, []));
        }
    }

    /// <summary>Adds a task to a phase. Its token is cancelled when the time of the phase is over.</summary>
    public void AddTask(string phase, string name, Func<CancellationToken, Task> work)
    {
        lock (gate)
        {
            ThrowIfRunning();
            Phase found = phases.Find(each => each.Name == phase)
                ?? throw new InvalidOperationException($"The shutdown has no phase '{phase}'; add it first.");
            found.Steps.Add(new Step(name, work));
        }
    }

    /// <summary>Runs all phases, then terminates the system. A second call gets the first one's task.</summary>
    /// <returns>What did not end well, in the order of the phases.</returns>
    public Task<IReadOnlyList<ShutdownProblem>> RunAsync()
    {
        lock (gate)
            return running ??= RunPhasesAsync();
    }

    private async Task<IReadOnlyList<ShutdownProblem>> RunPhasesAsync()
    {
        // The caller holds the lock up to the first await, so nothing of a task may run before it.
        await Task.Yield();
        var problems = new List<ShutdownProblem>();
        foreach (Phase phase in phases)
            problems.AddRange(await RunPhaseAsync(phase));
        await system.Terminate();
        return problems;
    }

    private async Task<IEnumerable<ShutdownProblem>> RunPhaseAsync(Phase phase)
    {
        using var expiry = new CancellationTokenSource(phase.Timeout, system.Time);
        ShutdownProblem?[] outcomes =
            await Task.WhenAll(phase.Steps.Select(step => RunStepAsync(phase, step, expiry.Token)));
        return outcomes.OfType<ShutdownProblem>();
    }

    private async Task<ShutdownProblem?> RunStepAsync(Phase phase, Step step, CancellationToken expired)
    {
        ShutdownProblem? problem = null;
        try
        {
            await WorkAsync(step, expired).WaitAsync(phase.Timeout, system.Time, CancellationToken.None);
        }
        catch (Exception reason)
        {
            bool overrun = reason is TimeoutException || expired.IsCancellationRequested;
            problem = new ShutdownProblem(phase.Name, step.Name, overrun ? null : reason);
            system.Observer.OnShutdownProblem(problem);
        }
        return problem;
    }

    /// <summary>A task of its own, since WaitAsync over a foreign one may go on in the thread pool.</summary>
    private static async Task WorkAsync(Step step, CancellationToken expired) => await step.Work(expired);

    private void ThrowIfRunning()
    {
        if (running is not null)
            throw new InvalidOperationException("The shutdown is running; phases and tasks come before it.");
    }

    private sealed record Phase(string Name, TimeSpan Timeout, List<Step> Steps);

    private sealed record Step(string Name, Func<CancellationToken, Task> Work);
}
