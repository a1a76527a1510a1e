namespace ActorMQ.Core.Groups;

/// <summary>
/// The pages of an <see cref="OffsetSet"/> by number: a window of slots that moves with them. Absent pages cost a slot.
/// </summary>
internal sealed class PageRing
{
    // A power of two; page n, when present, is in slot n & (length - 1).
    private OffsetPage?[] _slots = new OffsetPage?[4];

    /// <summary>The lowest page of the window; present when the window is not empty.</summary>
    public long Low { get; private set; }

    /// <summary>The page behind the window.</summary>
    public long High { get; private set; }

    /// <summary>The page, or null when none of its offsets is a member.</summary>
    public OffsetPage? Find(long page) => page >= Low && page < High ? _slots[Slot(page)] : null;

    /// <summary>Puts a page that was absent.</summary>
    public void Put(long page, OffsetPage value)
    {
        var isEmpty = Low == High;
        var low = isEmpty ? page : Math.Min(Low, page);
        var high = isEmpty ? page + 1 : Math.Max(High, page + 1);
        if (high - low > _slots.Length)
            Grow(high - low);
        (Low, High) = (low, high);
        _slots[Slot(page)] = value;
    }

    /// <summary>Takes a page away and draws the window together.</summary>
    public void Remove(long page)
    {
        _slots[Slot(page)] = null;
        while (Low < High && _slots[Slot(Low)] is null)
            Low++;
        while (Low < High && _slots[Slot(High - 1)] is null)
            High--;
    }

    private int Slot(long page) => (int)(page & (_slots.Length - 1));

    private void Grow(long pages)
    {
        Invariant.Require(pages <= 2 * Limits.SpanMax / OffsetPage.Offsets);
        var old = _slots;
        _slots = new OffsetPage?[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)pages)];
        for (var page = Low; page < High; page++)
            _slots[Slot(page)] = old[(int)(page & (old.Length - 1))];
    }
}
