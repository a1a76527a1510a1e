namespace ActorMQ.Broker.DeadLetters;

/// <summary>How far the moves of one group are: what is in the journal, and what is being done about them.</summary>
internal sealed class GroupOutbox
{
    /// <summary>An answer that has not come by then is not waited for: sending again is harmless.</summary>
    private const long AnswerMs = 30_000;

    /// <summary>
    /// Moves below are in the journal. Others may not be sent: if they were lost here, the target would keep them, and
    /// their sequences would be given again.
    /// </summary>
    public long DurableEnd { get; set; }

    /// <summary>No batch goes beyond: below it is what the target holds already.</summary>
    public long EndMax { get; set; } = long.MaxValue;

    /// <summary>Where they go; null: not known.</summary>
    public MoveTarget? Target { get; set; }

    /// <summary>Nothing is done before, monotonic: an answer is awaited, or a pause.</summary>
    public long BusyUntilMs { get; private set; }

    /// <summary>An answer is awaited.</summary>
    public void Await(long nowMs) => BusyUntilMs = nowMs + AnswerMs;

    /// <summary>Nothing is awaited any more.</summary>
    public void Free() => BusyUntilMs = 0;

    /// <summary>It did not go now.</summary>
    public void Pause(long nowMs, long pauseMs) => BusyUntilMs = nowMs + pauseMs;
}
