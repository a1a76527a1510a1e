namespace ActorMQ.Core.Groups;

/// <summary>The runs of members of a page, one after the other; a list costs by its members alone.</summary>
internal ref struct PageRuns(OffsetPage page)
{
    private readonly ReadOnlySpan<ushort> _list = page.Listed;

    // Of a list, the index of the next member.
    private int _index;

    /// <summary>The first member of the run.</summary>
    public int First { get; private set; }

    /// <summary>Behind the last one.</summary>
    public int End { get; private set; }

    /// <summary>Moves to the next run; false when there is none.</summary>
    public bool MoveNext() => page.IsListed ? MoveInList() : MoveInBitmap();

    private bool MoveInList()
    {
        if (_index == _list.Length)
            return false;
        (First, End) = (_list[_index], _list[_index] + 1);
        for (_index++; _index < _list.Length && _list[_index] == End; _index++)
            End++;
        return true;
    }

    private bool MoveInBitmap()
    {
        First = End == OffsetPage.Offsets ? End : page.NextMember(End, OffsetPage.Offsets);
        if (First == OffsetPage.Offsets)
            return false;
        End = page.NextGap(First, OffsetPage.Offsets);
        return true;
    }
}
