namespace ActorMQ.Simulation.Checking;

/// <summary>Every group's part of every partition, as far as its consumers saw it.</summary>
internal sealed class GroupBook
{
    private readonly Dictionary<(string Group, int Partition), GroupPartition> parts = [];
    private readonly SortedSet<string> names = new(StringComparer.Ordinal);
    private readonly HashSet<string> dropped = new(StringComparer.Ordinal);

    /// <summary>Every group that had a consumer.</summary>
    public IReadOnlyCollection<string> Names => names;

    /// <summary>Questions that were asked of it.</summary>
    public long Lookups { get; private set; }

    /// <summary>Whether a group was deleted, and began anew.</summary>
    public bool WasDropped(string group) => dropped.Contains(group);

    /// <summary>A group is deleted.</summary>
    public void Drop(string group) => dropped.Add(group);

    /// <summary>A group has a consumer.</summary>
    public void Begin(string group) => names.Add(group);

    /// <summary>One group's part of one partition, made when it is asked for first.</summary>
    public GroupPartition Of(string group, int partition)
    {
        Lookups++;
        if (!parts.TryGetValue((group, partition), out var part))
            parts.Add((group, partition), part = new GroupPartition());
        return part;
    }

    /// <summary>
    /// Whether a group may have begun behind an offset: one that is added to a topic later begins where every group
    /// that was there has settled all. One that was deleted does so again.
    /// </summary>
    public bool MayHaveBegunBehind(string group, int partition, long offset)
    {
        if (offset >= Of(group, partition).DeliveredMin && !WasDropped(group))
            return false;
        foreach (var name in names)
        {
            if (name != group && Of(name, partition).MayBeSettled(offset))
                return true;
        }

        return false;
    }
}
