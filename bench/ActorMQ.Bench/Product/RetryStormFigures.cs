namespace ActorMQ.Bench.Product;

/// <summary>One run of the workload <c>retry-storm</c>.</summary>
/// <param name="Tier">How durable a message is when its send completes.</param>
/// <param name="MsgsPerS">Messages that were sent, delivered and acked per second before the storm.</param>
/// <param name="StormS">How long the storm lasted, in seconds.</param>
/// <param name="FreshPerS">Messages that were delivered for the first time, per second of the storm.</param>
/// <param name="RatioToPlain">That rate to the one before.</param>
/// <param name="FreshGapMs">The longest time of the storm without a first delivery, in milliseconds.</param>
/// <param name="Nacked">Deliveries that were nacked.</param>
/// <param name="RecoveryS">
/// From the end of the storm until first deliveries were at four fifths of the rate before it, over a second each; in
/// seconds. Absent where they did not get there.
/// </param>
/// <param name="DrainedS">
/// From the end of the sending until every message was acked, the last backoffs of the storm included, in seconds.
/// </param>
/// <param name="RssMib">The most resident memory of the node, in MiB.</param>
/// <param name="FileMibMax">The most that its files took, in MiB.</param>
/// <param name="Lost">Acknowledged messages that were not acked in the end.</param>
public sealed record RetryStormFigures(
    string Tier,
    double MsgsPerS,
    double StormS,
    double FreshPerS,
    double RatioToPlain,
    double FreshGapMs,
    long Nacked,
    double? RecoveryS,
    double DrainedS,
    double RssMib,
    double FileMibMax,
    long Lost);
