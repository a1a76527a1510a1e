namespace ActorMQ.Actors;

/// <summary>How a parent judges failures of its children.</summary>
/// <param name="Decide">The directive for a failure; runs in the parent's turn.</param>
/// <param name="MaxRetries">Restarts of one child allowed within the window; the next failure stops it.</param>
/// <param name="Within">The length of the sliding window.</param>
/// <param name="AllForOne">Whether the siblings share the fate of the failed child.</param>
public sealed record SupervisorStrategy(
    Func<Exception, Directive> Decide,
    int MaxRetries,
    TimeSpan Within,
    bool AllForOne = false)
{
    /// <summary>Restarts up to ten times a minute; a failed start, kill or death pact stops the child.</summary>
    public static SupervisorStrategy Default { get; } = new(DecideByDefault, 10, TimeSpan.FromMinutes(1));

    /// <summary>Stops whatever fails.</summary>
    public static SupervisorStrategy StopAlways { get; } = new(static _ => Directive.Stop, 0, TimeSpan.Zero);

    /// <summary>The decision of <see cref="Default"/>, for strategies that only differ in places.</summary>
    public static Directive DecideByDefault(Exception reason) => reason switch
    {
        ActorInitializationException or DeathPactException => Directive.Stop,
        _ => Directive.Restart,
    };
}
