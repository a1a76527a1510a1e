namespace ActorMQ.Bench.Product;

/// <summary>One run of the workload <c>idle-topics</c>.</summary>
/// <param name="Partitions">Partitions of all topics.</param>
/// <param name="CreatedS">How long it took to create the topics, in seconds.</param>
/// <param name="RecoveryS">
/// From the start of a new process on the same data until every topic was open and described, in seconds.
/// </param>
/// <param name="BytesPerPartition">
/// Resident memory of that process, less that of one without topics, for each partition, in bytes.
/// </param>
/// <param name="RssMib">Resident memory of that process, in MiB.</param>
public sealed record IdleTopicsFigures(
    int Partitions, double CreatedS, double RecoveryS, double BytesPerPartition, double RssMib);
