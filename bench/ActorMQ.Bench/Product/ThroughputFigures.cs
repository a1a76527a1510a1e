namespace ActorMQ.Bench.Product;

/// <summary>One run of the workload <c>throughput</c>.</summary>
/// <param name="Tier">How durable a message is when its send completes.</param>
/// <param name="MsgsPerS">Messages that the consumer has received, per second.</param>
/// <param name="MbPerS">Their bodies, in 10^6 bytes per second.</param>
/// <param name="BrokerCpuUsPerMsg">User and system time of the node for one message, in microseconds.</param>
/// <param name="LoadCpuUsPerMsg">The same of the load process.</param>
/// <param name="RssMib">Resident memory of the node at the end of the measured part, in MiB.</param>
/// <param name="FileMibStart">What the node's files took when the measured part began, in MiB.</param>
/// <param name="FileMibEnd">The same when it ended.</param>
/// <param name="Acknowledged">Messages whose send completed, in all.</param>
/// <param name="Lost">Of these, messages that were not delivered.</param>
/// <param name="Duplicates">Deliveries of an offset that had been delivered before.</param>
public sealed record ThroughputFigures(
    string Tier,
    double MsgsPerS,
    double MbPerS,
    double BrokerCpuUsPerMsg,
    double LoadCpuUsPerMsg,
    double RssMib,
    double FileMibStart,
    double FileMibEnd,
    long Acknowledged,
    long Lost,
    long Duplicates)
{
    /// <summary>What the ceiling gave right before, in messages per second.</summary>
    public double CeilingMsgsPerS { get; init; }

    /// <summary>The share of the ceiling that was reached.</summary>
    public double RatioToCeiling { get; init; }
}
