namespace ActorMQ.Core.Groups;

/// <summary>Command: a consumer says something about a range of deliveries.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="First">The first offset.</param>
/// <param name="Count">How many offsets; the consumer may lie, the answer counts what was not accepted.</param>
/// <param name="Tenure">The tenure of the deliveries.</param>
/// <param name="Attempt">The attempt of the deliveries.</param>
/// <param name="Consumer">Who says it.</param>
/// <param name="AckWaitMs">For <see cref="SettleKind.Extend"/>: the new ack wait from here, in milliseconds.</param>
/// <param name="DelayMs">For <see cref="SettleKind.Nack"/>: exactly how long to wait, in milliseconds, cut at
/// <see cref="Limits.RetryDelayMsMax"/>; negative for the backoff of the group.</param>
/// <param name="Reason">For <see cref="SettleKind.Nack"/> and <see cref="SettleKind.Reject"/>: why, cut at
/// <see cref="Limits.ReasonBytesMax"/> bytes of UTF-8.</param>
public readonly record struct SettleRange(
    SettleKind Kind,
    long First,
    int Count,
    long Tenure,
    short Attempt,
    long Consumer,
    int AckWaitMs = Limits.AckWaitMsDefault,
    int DelayMs = -1,
    string? Reason = null);
