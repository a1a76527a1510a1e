namespace ActorMQ.Core.Groups;

/// <summary>Command: a consumer settles, returns or extends a range of deliveries.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="First">The first offset.</param>
/// <param name="Count">How many offsets; the consumer may lie, the answer counts what was not accepted.</param>
/// <param name="Tenure">The tenure of the deliveries.</param>
/// <param name="Attempt">The attempt of the deliveries.</param>
/// <param name="Consumer">Who says it.</param>
/// <param name="AckWaitMs">For <see cref="SettleKind.Extend"/>: the new ack wait from here, in milliseconds.</param>
public readonly record struct SettleRange(
    SettleKind Kind,
    long First,
    int Count,
    long Tenure,
    short Attempt,
    long Consumer,
    int AckWaitMs = Limits.AckWaitMsDefault);
