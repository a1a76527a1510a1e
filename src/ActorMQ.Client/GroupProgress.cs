namespace ActorMQ.Client;

/// <summary>How far a group is on one partition.</summary>
/// <param name="Name">The group.</param>
/// <param name="Floor">All offsets below it are settled.</param>
/// <param name="InFlight">Messages handed out and not settled.</param>
/// <param name="Lag">Messages not settled yet.</param>
public sealed record GroupProgress(string Name, long Floor, long InFlight, long Lag)
{
    /// <summary>Of the lag: ready to be delivered again.</summary>
    public long Waiting { get; init; }

    /// <summary>Of the lag: waiting for their backoff.</summary>
    public long Retries { get; init; }

    /// <summary>Of the lag: on their way to the dead letters.</summary>
    public long Moves { get; init; }
}
