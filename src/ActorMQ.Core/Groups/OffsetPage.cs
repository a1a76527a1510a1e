namespace ActorMQ.Core.Groups;

/// <summary>
/// 64 Ki consecutive offsets of an <see cref="OffsetSet"/>, of which at least one is a member: a sorted list of two
/// bytes each, a bitmap, or neither when all are members.
/// </summary>
internal sealed class OffsetPage
{
    /// <summary>Offsets of one page.</summary>
    public const int Offsets = 64 * 1024;

    /// <summary>Words of a page's bitmap.</summary>
    public const int Words = Offsets / 64;

    /// <summary>Members that a list may have: then it is as long as the bitmap.</summary>
    public const int ListedMax = Offsets / 16;

    // The members in the first Count entries; absent when there is a bitmap, and when all are members.
    private ushort[]? _list;

    /// <summary>One bit per offset; absent when there is a list, and when all are members.</summary>
    public ulong[]? Bitmap { get; set; }

    /// <summary>Members, 1 to <see cref="Offsets"/>; all of them exactly when there is neither form.</summary>
    public int Count { get; set; }

    /// <summary>Whether its members are a list.</summary>
    public bool IsListed => _list is not null;

    /// <summary>The members, sorted, when they are a list.</summary>
    public ReadOnlySpan<ushort> Listed => _list.AsSpan(0, _list is null ? 0 : Count);

    /// <summary>How many of [from, to) are members.</summary>
    public int CountIn(int from, int to)
    {
        if (_list is not null)
            return SortedOffsets.CountIn(_list, Count, from, to);
        return Bitmap is null ? to - from : Bits.Count(Bitmap, from, to);
    }

    /// <summary>The first member of [from, to), or <paramref name="to"/>.</summary>
    public int NextMember(int from, int to)
    {
        if (_list is not null)
            return SortedOffsets.NextMember(_list, Count, from, to);
        return Bitmap is null ? from : Bits.NextSet(Bitmap, from, to);
    }

    /// <summary>The first of [from, to) that is no member, or <paramref name="to"/>.</summary>
    public int NextGap(int from, int to)
    {
        if (_list is not null)
            return SortedOffsets.NextGap(_list, Count, from, to);
        return Bitmap is null ? to : Bits.NextClear(Bitmap, from, to);
    }

    /// <summary>Whether [from, to) still fits into the list.</summary>
    public bool HasListRoom(int from, int to) =>
        IsListed && Count + (to - from) - CountIn(from, to) <= ListedMax;

    /// <summary>Begins an empty list.</summary>
    public void BeginList() => _list ??= [];

    /// <summary>Makes [from, to) members of the list.</summary>
    public void AddListed(int from, int to) => Count = SortedOffsets.Add(ref _list!, Count, from, to);

    /// <summary>Takes [from, to) out of the list.</summary>
    public void RemoveListed(int from, int to) => Count = SortedOffsets.Remove(_list!, Count, from, to);

    /// <summary>Moves the members from the list into a bitmap, all clear as it comes.</summary>
    public void Spread(ulong[] bitmap)
    {
        WriteTo(bitmap);
        (_list, Bitmap) = (null, bitmap);
    }

    /// <summary>Sets the members in words that are clear.</summary>
    public void WriteTo(Span<ulong> words)
    {
        if (Count == Offsets)
            words.Fill(ulong.MaxValue);
        else if (Bitmap is not null)
            Bitmap.CopyTo(words);
        foreach (var offset in Listed)
            words[offset >> 6] |= 1UL << (offset & 63);
    }
}
