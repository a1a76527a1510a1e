namespace ActorMQ.Bench.Product;

/// <summary>One run of the workload <c>acks</c>.</summary>
/// <param name="Tier">How durable a message is when its send completes.</param>
/// <param name="Messages">Messages that were in flight at a time.</param>
/// <param name="MsgsPerS">
/// Messages per second, from the consumers' start until all were delivered, acked in random order and durably so.
/// </param>
/// <param name="RatioToPlain">That rate to the rate of the same consumers that ack each message at once.</param>
/// <param name="BytesPerInflight">
/// The most resident memory of the node from then on, less that before, for each message, in bytes.
/// </param>
/// <param name="JournalBytesPerAck">
/// Bytes of events and snapshots that the journal stored per ack, the hand-outs of the messages included.
/// </param>
/// <param name="WrittenBytesPerAck">What the node wrote to its files per ack, in bytes; absent where unknown.</param>
/// <param name="RssMib">The most resident memory of the node, in MiB.</param>
public sealed record AcksFigures(
    string Tier,
    long Messages,
    double MsgsPerS,
    double RatioToPlain,
    double BytesPerInflight,
    double JournalBytesPerAck,
    double? WrittenBytesPerAck,
    double RssMib);
