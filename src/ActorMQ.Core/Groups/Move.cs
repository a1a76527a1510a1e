namespace ActorMQ.Core.Groups;

/// <summary>One record on its way from a group to another topic: to the dead letters, or back from them.</summary>
/// <param name="Sequence">Its number within the group and partition, from 0: the target tells a repetition by
/// it.</param>
/// <param name="Offset">Where the record is.</param>
/// <param name="Attempt">The attempt that was its last; 0 for a redrive.</param>
/// <param name="Cause">Why it moves.</param>
/// <param name="Reason">What the consumer said, at most <see cref="Limits.ReasonBytesMax"/> bytes of UTF-8; empty when
/// it said nothing.</param>
/// <param name="MovedAtMs">When it was decided: wall clock, milliseconds since 1970 UTC.</param>
/// <param name="Target">For a redrive: whom it is for.</param>
public readonly record struct Move(
    long Sequence,
    long Offset,
    short Attempt,
    MoveCause Cause,
    string Reason,
    long MovedAtMs,
    RedriveTarget Target = default);
