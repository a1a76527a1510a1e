namespace ActorMQ.Bench.Product;

/// <summary>One run of the workload <c>backlog</c>.</summary>
/// <param name="Tier">How durable a message is when its send completes.</param>
/// <param name="Messages">Messages that were stored before the consumer came.</param>
/// <param name="MsgsPerS">At what rate they were sent.</param>
/// <param name="QuietSendP99Us">
/// 99 of 100 sends at the steady rate completed within this time, in microseconds, with a consumer and no backlog.
/// </param>
/// <param name="SendP99Us">The same at that rate while the backlog was drained.</param>
/// <param name="RatioToQuiet">Their ratio.</param>
/// <param name="DrainedS">From the consumer's start until it had everything that was acknowledged, in seconds.</param>
/// <param name="RssMib">The most resident memory of the node, in MiB.</param>
/// <param name="FileMibMax">The most that its files took, in MiB.</param>
/// <param name="FileMibEnd">What they took at the end.</param>
/// <param name="Lost">Acknowledged messages that were not delivered.</param>
/// <param name="Duplicates">Deliveries of an offset that had been delivered before.</param>
public sealed record BacklogFigures(
    string Tier,
    long Messages,
    double MsgsPerS,
    double QuietSendP99Us,
    double SendP99Us,
    double RatioToQuiet,
    double DrainedS,
    double RssMib,
    double FileMibMax,
    double FileMibEnd,
    long Lost,
    long Duplicates);
