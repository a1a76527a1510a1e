namespace ActorMQ.Actors;

/// <summary>A task of the coordinated shutdown that did not end well.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Task">The name of the task.</param>
/// <param name="Reason">The failure; null where the task has overrun the time of its phase.</param>
public sealed record ShutdownProblem(string Phase, string Task, Exception? Reason)
{
    /// <summary>Whether the task took longer than its phase allows.</summary>
    public bool IsOverrun => Reason is null;
}
