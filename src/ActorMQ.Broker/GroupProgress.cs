namespace ActorMQ.Broker;

/// <summary>One group on one partition at one moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Floor">Every record below it is settled.</param>
/// <param name="InFlight">Records that are out.</param>
/// <param name="Lag">Records that are not settled, out or not.</param>
/// <param name="Waiting">Records that are ready to be delivered again.</param>
/// <param name="Retries">Records that wait for their backoff.</param>
/// <param name="Moves">Records on their way to the dead-letter topic.</param>
public sealed record GroupProgress(
    string Name, long Floor, int InFlight, long Lag, long Waiting = 0, long Retries = 0, int Moves = 0)
{
    /// <summary>When the oldest record that is not settled was stored: wall clock, milliseconds since 1970 UTC. Null:
    /// there is none, or it was not asked for.</summary>
    public long? OldestUnixMs { get; init; }
}
