using ActorMQ.Core;
using ActorMQ.Journal;
using ActorMQ.Records;

namespace ActorMQ.Broker.Partitions;

/// <summary>The right by which this node runs one partition, through every change of its epoch.</summary>
/// <remarks>
/// Changed on the journal's lane only, together with the fence row: whoever opens the partition again knows the row as
/// it was left, even where the actor ended before it heard of it.
/// </remarks>
internal sealed class PartitionRight(AcquiredPartition first)
{
    private readonly PartitionId partition = first.Partition;

    /// <summary>What the fence row said when this node wrote it last.</summary>
    public Ownership Held { get; private set; } = first.Ownership;

    /// <summary>
    /// On the lane: puts a new right in the place of this one; null when the partition is another owner's by now.
    /// </summary>
    public AcquiredPartition? Renew(IJournal journal, Guid nonce)
    {
        AcquiredPartition? row = Mutants.OverlooksOtherOwner
            ? journal.Acquire([partition], nonce)[0]
            : journal.Reacquire(partition, Held, nonce);
        Held = row?.Ownership ?? Held;
        return row;
    }
}
