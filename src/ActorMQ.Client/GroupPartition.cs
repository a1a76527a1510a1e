namespace ActorMQ.Client;

/// <summary>How far a group is on one partition.</summary>
/// <param name="Partition">The partition's index.</param>
/// <param name="Floor">All offsets below it are settled.</param>
/// <param name="Lag">Messages not settled yet.</param>
/// <param name="InFlight">Of these: handed out.</param>
/// <param name="Waiting">Of these: ready to be delivered again.</param>
/// <param name="Retries">Of these: waiting for their backoff.</param>
/// <param name="Moves">Of these: on their way to the dead letters.</param>
/// <param name="OldestUnsettledAt">When the oldest of these was stored; null when there is none.</param>
public sealed record GroupPartition(
    int Partition,
    long Floor,
    long Lag,
    long InFlight,
    long Waiting,
    long Retries,
    long Moves,
    DateTimeOffset? OldestUnsettledAt = null);
