namespace ActorMQ.Bench.Product;

/// <summary>
/// One run of the workload <c>latency</c>. Times in microseconds, each from the intended time of the send.
/// </summary>
/// <param name="Tier">How durable a message is when its send completes.</param>
/// <param name="MsgsPerS">Messages received, per second.</param>
/// <param name="SendP50Us">Half of the sends completed within this time.</param>
/// <param name="SendP99Us">99 of 100 did.</param>
/// <param name="E2eP50Us">Half of the messages were delivered within this time.</param>
/// <param name="E2eP99Us">99 of 100 were.</param>
/// <param name="E2eP999Us">999 of 1,000 were.</param>
/// <param name="LateP99Us">99 of 100 sends were begun at most this late; part of all the others.</param>
/// <param name="BrokerCpuUsPerMsg">User and system time of the node for one message.</param>
/// <param name="RssMib">Resident memory of the node at the end, in MiB.</param>
public sealed record LatencyFigures(
    string Tier,
    double MsgsPerS,
    double? SendP50Us,
    double? SendP99Us,
    double? E2eP50Us,
    double? E2eP99Us,
    double? E2eP999Us,
    double? LateP99Us,
    double BrokerCpuUsPerMsg,
    double RssMib);
