namespace ActorMQ.Bench.Ceiling;

/// <summary>One run of the ceiling.</summary>
/// <param name="Tier">The tier whose path it is.</param>
/// <param name="MsgsPerS">Messages that the consumer half has read, per second.</param>
/// <param name="MbPerS">Their bodies, in 10^6 bytes per second.</param>
/// <param name="BrokerCpuUsPerMsg">User and system time of the node process for one message, in microseconds.</param>
/// <param name="LoadCpuUsPerMsg">The same of the load process.</param>
/// <param name="RssMib">Resident memory of the node at the end, in MiB.</param>
public sealed record CeilingFigures(
    string Tier, double MsgsPerS, double MbPerS, double BrokerCpuUsPerMsg, double LoadCpuUsPerMsg, double RssMib);
