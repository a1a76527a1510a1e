using ActorMQ.Broker;

namespace ActorMQ.Hosting.Http;

/// <summary>A partition as the admin API writes it.</summary>
internal sealed record PartitionJson(
    int Index, long FirstOffset, long NextOffset, long DurableOffset, GroupJson[] Groups)
{
    public static PartitionJson Of(PartitionDescription partition) => new(
        partition.Index, partition.FirstOffset, partition.NextOffset, partition.DurableOffset,
        [.. partition.Groups.Select(GroupJson.Of)]);
}
