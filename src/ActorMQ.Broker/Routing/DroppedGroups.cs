using System.Collections.Concurrent;

namespace ActorMQ.Broker.Routing;

/// <summary>
/// The numbers of groups that were deleted since the node began: a subscription that was on its way, or whose partition
/// was closed, is told so instead of having the group again where nobody knows it.
/// </summary>
/// <remarks>Written by the catalogue, read by partitions. A number is never given again.</remarks>
internal sealed class DroppedGroups
{
    /// <summary>Numbers that are remembered; the oldest go first.</summary>
    private const int RememberedMax = 16 * 1024;

    private readonly ConcurrentDictionary<int, bool> dropped = [];
    private readonly ConcurrentQueue<int> byAge = [];

    /// <summary>Whether a group was deleted.</summary>
    public bool Contains(int groupId) => dropped.ContainsKey(groupId);

    /// <summary>A group is deleted; before any partition is told.</summary>
    public void Add(int groupId)
    {
        if (dropped.TryAdd(groupId, true))
            byAge.Enqueue(groupId);
        if (byAge.Count > RememberedMax && byAge.TryDequeue(out int oldest))
            dropped.TryRemove(oldest, out _);
    }
}
