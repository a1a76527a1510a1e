namespace ActorMQ.Actors;

/// <summary>What a backoff supervisor is doing.</summary>
public enum BackoffPhase : byte
{
    /// <summary>The child runs; messages go to it.</summary>
    Running,

    /// <summary>The child is ending or waits for its next start; messages are kept up to the buffer.</summary>
    Waiting,

    /// <summary>The child stays down until somebody tells <see cref="BackoffRelease"/>; messages are refused.</summary>
    Quarantined,
}
