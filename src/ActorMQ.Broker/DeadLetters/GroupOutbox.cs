namespace ActorMQ.Broker.DeadLetters;

/// <summary>How far the moves of one group are: what is in the journal, and what is being done about them.</summary>
internal sealed class GroupOutbox
{
    /// <summary>An answer that has not come by then is not waited for: sending again is harmless.</summary>
    private const long AnswerMs = 30_000;

    /// <summary>How long moves wait whose records cannot be read, until they are tried again.</summary>
    private const long DamagedWaitMs = 2_000;

    /// <summary>
    /// So long a record that cannot be read is tried again before others pass: the read may have been at fault, and the
    /// target may hold the move already, under the sequence that it has.
    /// </summary>
    private const long DamagedPatienceMs = 10_000;

    // The oldest move, if its record could not be read, and until when it keeps its place, monotonic.
    private long damagedFirst = -1;
    private long damagedUntilMs;

    // Moves from here on were put off in this life, or came later: they need not keep their place.
    private long newFrom = long.MaxValue;

    // From this sequence on are moves that were put off, and what came later; they wait until then, monotonic.
    private long putOffFrom = long.MaxValue;
    private long putOffUntilMs;

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

    /// <summary>Whether the oldest move, whose record cannot be read, is to be tried again where it is.</summary>
    public bool KeepsItsPlace(long first, long nowMs)
    {
        if (first >= newFrom)
            return false;
        if (damagedFirst != first)
            (damagedFirst, damagedUntilMs) = (first, nowMs + DamagedPatienceMs);
        if (nowMs >= damagedUntilMs)
            return false;
        Pause(nowMs, DamagedWaitMs);
        return true;
    }

    /// <summary>Moves go behind all others: they are tried when those are through, and not at once.</summary>
    public void PutOff(long sequence, long nowMs)
    {
        if (putOffFrom == long.MaxValue)
            (putOffFrom, putOffUntilMs) = (sequence, nowMs + DamagedWaitMs);
        newFrom = Math.Min(newFrom, sequence);
    }

    /// <summary>Whether the oldest move was put off and has to wait; then nothing is done before.</summary>
    public bool MustWait(long first, long nowMs)
    {
        if (first < putOffFrom)
            return false;
        if (nowMs < putOffUntilMs)
        {
            BusyUntilMs = putOffUntilMs;
            return true;
        }

        putOffFrom = long.MaxValue;
        return false;
    }

    /// <summary>It did not go now.</summary>
    public void Pause(long nowMs, long pauseMs) => BusyUntilMs = nowMs + pauseMs;
}
