using ActorMQ.Core;
using ActorMQ.Core.Groups;

namespace ActorMQ.Broker.Partitions;

/// <summary>What a partition found last that it cannot read: it waits, and what is behind it goes on.</summary>
internal sealed class DamagedRange(PartitionId partition, NodeContext node)
{
    /// <summary>How long records wait that cannot be read, until they are tried again.</summary>
    private const int WaitMs = 2_000;

    private DamagedBatch damaged;

    // Until when it is not read again, monotonic.
    private long untilMs;

    /// <summary>That was found.</summary>
    public void Note(DamagedBatch found, Now now)
    {
        (damaged, untilMs) = (found, now.MonotonicMs + WaitMs / 2);
        node.Log.BatchDamaged(partition, found.BaseOffset, found.Count, TimeSpan.FromMilliseconds(WaitMs));
    }

    /// <summary>Has the group try later what of a range cannot be read; false: nothing of it.</summary>
    public bool TryPutAside(Group group, in HandedOut range, Now now)
    {
        if (!damaged.Holds(range.First) || now.MonotonicMs >= untilMs)
            return false;
        int count = (int)Math.Min(range.Count, damaged.End - range.First);
        group.PutAside(range with { Count = count }, WaitMs, now);
        return true;
    }
}
