namespace ActorMQ.Core.Groups;

/// <summary>Event: a range of records of equal attempt is out at one consumer.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="First">The first offset.</param>
/// <param name="Count">How many; the shell may lower it (<c>with</c>) before it applies the event, to clip by
/// bytes.</param>
/// <param name="Attempt">Which attempt this is for every record of the range, from 1.</param>
/// <param name="Consumer">Who has them.</param>
/// <param name="DeadlineMs">Monotonic end of the ack wait. It is not stored: another process's clock means
/// nothing.</param>
/// <param name="Concurrency">How many deliveries the consumer works on at a time.</param>
public readonly record struct HandedOut(
    int GroupId, long First, int Count, short Attempt, long Consumer, long DeadlineMs, short Concurrency = 1)
{
    /// <summary>The offset behind the range.</summary>
    public long End => First + Count;
}
