using ActorMQ.Broker;

namespace ActorMQ.Hosting.Http;

/// <summary>How far a group is on one partition, as the admin API writes it.</summary>
internal sealed record GroupPartitionJson(
    int Partition, long Floor, long Lag, long InFlight, long Waiting, long Retries, long Moves,
    DateTimeOffset? OldestUnsettledAt)
{
    /// <summary>A group that no consumer has brought to the partition yet begins at its oldest message.</summary>
    public static GroupPartitionJson Of(PartitionDescription partition, string group) =>
        partition.Groups.FirstOrDefault(one => one.Name == group) is { } found
            ? new GroupPartitionJson(
                partition.Index, found.Floor, found.Lag, found.InFlight, found.Waiting, found.Retries, found.Moves,
                found.OldestUnixMs is { } oldest ? DateTimeOffset.FromUnixTimeMilliseconds(oldest) : null)
            : new GroupPartitionJson(
                partition.Index, partition.FirstOffset, partition.NextOffset - partition.FirstOffset, 0, 0, 0, 0, null);
}
