using ActorMQ.Core.Partitions;

namespace ActorMQ.Broker.Partitions;

/// <summary>One partition as its actor sees it at one moment.</summary>
internal sealed record PartitionView(
    int Index, long FirstOffset, long NextOffset, long DurableOffset, IReadOnlyList<GroupView> Groups)
{
    public static PartitionView Of(Partition machine) => new(
        machine.Id.Index,
        machine.PurgeFloor,
        machine.NextOffset,
        machine.DurableOffset,
        [.. machine.Groups.Select(GroupView.Of)]);
}
