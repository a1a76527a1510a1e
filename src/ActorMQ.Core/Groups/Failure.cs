namespace ActorMQ.Core.Groups;

/// <summary>How deliveries of one attempt have failed.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Attempt">Which attempt it was.</param>
/// <param name="DelayMs">The delay that was asked for, in milliseconds; negative for the backoff of the group.</param>
/// <param name="Reason">What the consumer said, as it came.</param>
internal readonly record struct Failure(MoveCause Cause, short Attempt, int DelayMs = -1, string? Reason = null);
