namespace ActorMQ.Core.Groups;

/// <summary>
/// Ranges of offsets of one page in a sorted list without repetitions: the first <c>count</c> entries of an array.
/// Every range is [from, to), never empty.
/// </summary>
internal static class SortedOffsets
{
    private const int GrowthMin = 4;

    /// <summary>How many of a range are in the list.</summary>
    public static int CountIn(ushort[] list, int count, int from, int to) =>
        IndexAt(list, count, to) - IndexAt(list, count, from);

    /// <summary>The first of a range that is in the list, or <paramref name="to"/>.</summary>
    public static int NextMember(ushort[] list, int count, int from, int to)
    {
        var index = IndexAt(list, count, from);
        return index == count ? to : Math.Min(to, list[index]);
    }

    /// <summary>The first of a range that is not in the list, or <paramref name="to"/>.</summary>
    public static int NextGap(ushort[] list, int count, int from, int to)
    {
        var at = from;
        for (var index = IndexAt(list, count, from); at < to && index < count && list[index] == at; index++)
            at++;
        return at;
    }

    /// <summary>Puts a range in; answers the new count.</summary>
    public static int Add(ref ushort[] list, int count, int from, int to)
    {
        var (start, end) = (IndexAt(list, count, from), IndexAt(list, count, to));
        var newCount = count - (end - start) + (to - from);
        if (newCount > list.Length)
            Array.Resize(ref list, Math.Max(newCount, list.Length + Math.Max(GrowthMin, list.Length / 4)));
        Array.Copy(list, end, list, start + to - from, count - end);
        for (var offset = from; offset < to; offset++)
            list[start + offset - from] = (ushort)offset;
        return newCount;
    }

    /// <summary>Takes a range out; answers the new count.</summary>
    public static int Remove(ushort[] list, int count, int from, int to)
    {
        var (start, end) = (IndexAt(list, count, from), IndexAt(list, count, to));
        Array.Copy(list, end, list, start, count - end);
        return count - (end - start);
    }

    // The first entry that is not below the offset.
    private static int IndexAt(ushort[] list, int count, int offset)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (list[middle] < offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
