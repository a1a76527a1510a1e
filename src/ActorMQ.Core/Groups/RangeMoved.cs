namespace ActorMQ.Core.Groups;

/// <summary>
/// Event: records that were out are in the outbox, numbered on in the order of their offsets. They hold the floor until
/// <see cref="MovesDone"/>.
/// </summary>
/// <param name="GroupId">The group.</param>
/// <param name="First">The first offset.</param>
/// <param name="Count">How many; each of them was out.</param>
/// <param name="Attempt">The attempt of each of them.</param>
/// <param name="Cause">Why they move.</param>
/// <param name="Reason">What the consumer said; empty when it said nothing.</param>
/// <param name="MovedAtMs">When it was decided: wall clock, milliseconds since 1970 UTC.</param>
public readonly record struct RangeMoved(
    int GroupId, long First, int Count, short Attempt, MoveCause Cause, string Reason, long MovedAtMs)
{
    /// <summary>The offset behind the range.</summary>
    public long End => First + Count;
}
