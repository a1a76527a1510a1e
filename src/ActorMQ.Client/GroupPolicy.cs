namespace ActorMQ.Client;

/// <summary>How a group treats deliveries that fail. A change holds for what is decided after it.</summary>
public sealed record GroupPolicy
{
    /// <summary>How long a consumer may hold a delivery without a word, in milliseconds: 1,000 to 3,600,000.</summary>
    public int AckWaitMs { get; init; } = 30_000;

    /// <summary>Attempts after which a message moves to the dead letters: 1 to 250; 0 for no limit.</summary>
    public int AttemptLimit { get; init; } = 16;

    /// <summary>How long a message waits after its first failed attempt, in milliseconds: up to 7 days.</summary>
    public int BackoffMinMs { get; init; } = 1_000;

    /// <summary>How long it waits at most, in milliseconds: up to 7 days.</summary>
    public int BackoffMaxMs { get; init; } = 600_000;

    /// <summary>What each further attempt multiplies the wait by, in hundredths: 100 to 1,000.</summary>
    public int BackoffFactor { get; init; } = 200;

    /// <summary>By how many percent a wait is made longer or shorter: 0 to 50.</summary>
    public int JitterPercent { get; init; } = 20;

    /// <summary>The topic that takes the dead letters: empty for one of the group's own, <c>off</c> for none, or a
    /// topic's name.</summary>
    public string DeadLetter { get; init; } = "";
}
