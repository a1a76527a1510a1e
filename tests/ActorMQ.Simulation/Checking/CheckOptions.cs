namespace ActorMQ.Simulation.Checking;

/// <summary>What the maker of a history knows of it and the history does not tell.</summary>
internal sealed record CheckOptions
{
    /// <summary>Whether the run had to come to rest: all was healed and given time.</summary>
    public bool ExpectsQuiet { get; init; } = true;

    /// <summary>
    /// How long, in microseconds, an application may still be given what was handed out before its record was settled
    /// elsewhere, before its partition got another owner, or before another consumer left: delays of the network, dead
    /// connections that nobody has noticed, pauses of a process and the pace of the application, together.
    /// </summary>
    public long LingerUs { get; init; } = 60_000_000;

    /// <summary>
    /// How long it may take, in microseconds and without faults, until somebody has had what is stored.
    /// </summary>
    public long FreshUs { get; init; } = 60_000_000;

    /// <summary>The highest attempt that may come.</summary>
    public int AttemptsMax { get; init; } = 255;
}
