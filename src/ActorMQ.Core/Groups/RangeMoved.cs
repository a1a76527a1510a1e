namespace ActorMQ.Core.Groups;

/// <summary>
/// Event: records are in the outbox, numbered on in the order of their offsets. They hold the floor until
/// <see cref="MovesDone"/>.
/// </summary>
/// <param name="GroupId">The group.</param>
/// <param name="First">The first offset.</param>
/// <param name="Count">How many. Each of them was out; for a redrive, neither settled nor on its way.</param>
/// <param name="Attempt">The attempt of each of them; 0 for a redrive.</param>
/// <param name="Cause">Why they move.</param>
/// <param name="Reason">What the consumer said; empty when it said nothing.</param>
/// <param name="MovedAtMs">When it was decided: wall clock, milliseconds since 1970 UTC.</param>
/// <param name="Target">For a redrive: whom they are for.</param>
public readonly record struct RangeMoved(
    int GroupId,
    long First,
    int Count,
    short Attempt,
    MoveCause Cause,
    string Reason,
    long MovedAtMs,
    RedriveTarget Target = default)
{
    /// <summary>The offset behind the range.</summary>
    public long End => First + Count;
}
