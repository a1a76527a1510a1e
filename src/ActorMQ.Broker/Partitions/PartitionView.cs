using ActorMQ.Core.Partitions;

namespace ActorMQ.Broker.Partitions;

/// <summary>One partition as its actor sees it at one moment.</summary>
internal sealed record PartitionView(
    int Index, long FirstOffset, long NextOffset, long DurableOffset, IReadOnlyList<GroupView> Groups)
{
    public static PartitionView Of(Partition machine, long floor) => new(
        machine.Id.Index,
        floor,
        machine.NextOffset,
        machine.DurableOffset,
        [.. machine.Groups.Select(GroupView.Of)]);
}
