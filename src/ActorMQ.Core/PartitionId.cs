namespace ActorMQ.Core;

/// <summary>Names one partition of one topic.</summary>
/// <param name="Topic">The topic's number, given by the catalogue and never used again for another topic.</param>
/// <param name="Index">The partition's place in the topic, from 0.</param>
public readonly record struct PartitionId(int Topic, int Index) : IComparable<PartitionId>
{
    /// <summary>Orders by topic, then by index.</summary>
    public int CompareTo(PartitionId other) =>
        Topic != other.Topic ? Topic.CompareTo(other.Topic) : Index.CompareTo(other.Index);

    /// <summary>The form shown to people: <c>topic/index</c>.</summary>
    public override string ToString() => $"{Topic}/{Index}";

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(PartitionId left, PartitionId right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(PartitionId left, PartitionId right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(PartitionId left, PartitionId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(PartitionId left, PartitionId right) => left.CompareTo(right) >= 0;
}
