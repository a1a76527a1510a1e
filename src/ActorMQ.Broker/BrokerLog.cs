using ActorMQ.Core;
using Microsoft.Extensions.Logging;

namespace ActorMQ.Broker;

/// <summary>Every line that the broker logs.</summary>
internal static partial class BrokerLog
{
    [LoggerMessage(
        1, LogLevel.Information, "Node {NodeId} serves {Topics} topics with {Partitions} partitions on {Endpoint}.")]
    public static partial void Started(this ILogger log, string nodeId, int topics, int partitions, string endpoint);

    [LoggerMessage(2, LogLevel.Information, "Node {NodeId} stops.")]
    public static partial void Stopping(this ILogger log, string nodeId);

    [LoggerMessage(3, LogLevel.Warning, "Partition {Partition} ended; it is opened again in {Delay}.")]
    public static partial void PartitionEnded(this ILogger log, PartitionId partition, TimeSpan delay);

    [LoggerMessage(4, LogLevel.Error,
        "Partition {Partition} is not served: what is stored contradicts itself. The others are not affected.")]
    public static partial void PartitionDamaged(this ILogger log, PartitionId partition, Exception reason);

    [LoggerMessage(5, LogLevel.Error, "Actor {Path} failed: {Decision}.")]
    public static partial void ActorFailed(this ILogger log, string path, string decision, Exception reason);

    [LoggerMessage(7, LogLevel.Warning, "The journal could not tidy up; it goes on and tries again later.")]
    public static partial void MaintenanceRefused(this ILogger log, Exception reason);

    [LoggerMessage(8, LogLevel.Error,
        "Partition {Partition} belongs to another owner by now; this node serves it again only after a restart.")]
    public static partial void PartitionLost(this ILogger log, PartitionId partition);

    [LoggerMessage(9, LogLevel.Warning,
        "Dead-letter topic {Topic} cannot be created; what should go there waits. {Reason}")]
    public static partial void DeadLettersBlocked(this ILogger log, string topic, string reason);

    [LoggerMessage(10, LogLevel.Error,
        "The storage is full: sends and new topics are refused until there is space; settling and deleting go on.")]
    public static partial void StorageFull(this ILogger log);

    [LoggerMessage(11, LogLevel.Information, "The storage has space again: sends are taken.")]
    public static partial void StorageFree(this ILogger log);

    [LoggerMessage(12, LogLevel.Error,
        "Partition {Partition}: the {Count} records from offset {Offset} on cannot be read, for their batch fails its "
        + "check. Others go on; these are tried again in {Wait}. Restore the journal from a copy.")]
    public static partial void BatchDamaged(
        this ILogger log, PartitionId partition, long offset, int count, TimeSpan wait);

    [LoggerMessage(13, LogLevel.Error,
        "Partition {Partition}: what was to be looked at cannot be read. Others go on.")]
    public static partial void ReadDamaged(this ILogger log, PartitionId partition, Exception reason);

    [LoggerMessage(14, LogLevel.Error,
        "Partition {Partition}: the batch at offset {Offset} fails its check, so that {Count} records of it cannot "
        + "move to the dead letters of group {Group}, or back. Others go on. Restore the journal from a copy.")]
    public static partial void MovesDamaged(
        this ILogger log, PartitionId partition, long offset, long count, int group);

    [LoggerMessage(6, LogLevel.Warning, "Shutdown: {Step} of phase {Phase} did not end well.")]
    public static partial void ShutdownProblem(this ILogger log, string phase, string step, Exception? reason);
}
