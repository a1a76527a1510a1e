namespace ActorMQ.Cmd.Bench;

/// <summary>What a run found out. Latencies are in microseconds and at most 1/128 too high.</summary>
/// <param name="Sent">Messages that the node confirmed as durable.</param>
/// <param name="Received">Messages that arrived, each counted once.</param>
/// <param name="MessagesPerSecond">Received, from the start to the last arrival.</param>
/// <param name="MegabytesPerSecond">Bodies received, in 10^6 bytes.</param>
/// <param name="SendP50Us">To the confirmation.</param>
/// <param name="SendP99Us">To the confirmation.</param>
/// <param name="SendP999Us">To the confirmation.</param>
/// <param name="EndToEndP50Us">To the arrival.</param>
/// <param name="EndToEndP99Us">To the arrival.</param>
/// <param name="EndToEndP999Us">To the arrival.</param>
/// <param name="LateP99Us">
/// Open loop: from the intended time to the call that sends. Where it is not small beside the others, the load was
/// more than sender or window could bear.
/// </param>
/// <param name="Redelivered">Deliveries of messages that had arrived before.</param>
/// <param name="Lost">Messages confirmed that did not arrive.</param>
internal sealed record BenchFigures(
    long Sent,
    long Received,
    double MessagesPerSecond,
    double MegabytesPerSecond,
    long SendP50Us,
    long SendP99Us,
    long SendP999Us,
    long EndToEndP50Us,
    long EndToEndP99Us,
    long EndToEndP999Us,
    long? LateP99Us,
    long Redelivered,
    long Lost);
