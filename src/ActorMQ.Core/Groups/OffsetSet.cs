using System.Numerics;

namespace ActorMQ.Core.Groups;

/// <summary>
/// A set of offsets that come in runs: pages of 64 Ki, each absent, all, a bitmap of 8 KiB or a sorted list. Every
/// range is [first, end). A range costs by pages and words, never by members.
/// </summary>
/// <param name="isSparse">Whether few members are expected: then a page begins as a list of two bytes a
/// member.</param>
internal sealed class OffsetSet(bool isSparse = false)
{
    private const int SparesMax = 2;
    private readonly PageRing _pages = new();

    // Made when it is first needed: of the sets of a retry schedule there are many.
    private Stack<OffsetPage>? _spares;

    // All clear, from a page that became full.
    private ulong[]? _spareBitmap;

    /// <summary>Members of the set.</summary>
    public long Count { get; private set; }

    /// <summary>The lowest and the last page that can have members; equal when the set is empty.</summary>
    public (long Low, long High) Pages => (_pages.Low, _pages.High);

    /// <summary>The page, or null when none of its offsets is a member.</summary>
    public OffsetPage? Page(long page) => _pages.Find(page);

    /// <summary>Whether <paramref name="offset"/> is a member.</summary>
    public bool Contains(long offset) => CountIn(offset, offset + 1) != 0;

    /// <summary>Makes a range members; answers how many were not.</summary>
    public long Add(long first, long end)
    {
        var before = Count;
        for (var at = first; at < end;)
        {
            var (page, from, to) = Part(at, end);
            AddTo(page, from, to);
            at += to - from;
        }

        return Count - before;
    }

    /// <summary>Takes a range out; answers how many were members.</summary>
    public long Remove(long first, long end)
    {
        var before = Count;
        for (var at = Math.Max(first, FirstPossible); at < Math.Min(end, EndPossible);)
        {
            var (page, from, to) = Part(at, end);
            if (_pages.Find(page) is { } found)
                RemoveFrom(page, found, from, to);
            at += to - from;
        }

        return before - Count;
    }

    /// <summary>How many of a range are members.</summary>
    public long CountIn(long first, long end)
    {
        var count = 0L;
        var stop = Math.Min(end, EndPossible);
        for (var at = Math.Max(first, FirstPossible); at < stop;)
        {
            var (page, from, to) = Part(at, stop);
            count += _pages.Find(page)?.CountIn(from, to) ?? 0;
            at += to - from;
        }

        return count;
    }

    /// <summary>How many members another set has too.</summary>
    public long CountShared(OffsetSet other)
    {
        Span<ulong> words = stackalloc ulong[OffsetPage.Words];
        Span<ulong> others = stackalloc ulong[OffsetPage.Words];
        var count = 0L;
        for (var (page, high) = Pages; page < high; page++)
        {
            if (Page(page) is not { } own || other.Page(page) is not { } another)
                continue;
            words.Clear();
            others.Clear();
            own.WriteTo(words);
            another.WriteTo(others);
            for (var word = 0; word < words.Length; word++)
                count += BitOperations.PopCount(words[word] & others[word]);
        }

        return count;
    }

    /// <summary>The first member of a range, or <paramref name="end"/>.</summary>
    public long NextMember(long first, long end)
    {
        var stop = Math.Min(end, EndPossible);
        for (var at = Math.Max(first, FirstPossible); at < stop;)
        {
            var (page, from, to) = Part(at, stop);
            var found = _pages.Find(page)?.NextMember(from, to) ?? to;
            if (found < to)
                return at + found - from;
            at += to - from;
        }

        return end;
    }

    /// <summary>The first of a range that is no member, or <paramref name="end"/>.</summary>
    public long NextGap(long first, long end)
    {
        for (var at = first; at < end;)
        {
            var (page, from, to) = Part(at, end);
            var found = _pages.Find(page)?.NextGap(from, to) ?? from;
            if (found < to)
                return at + found - from;
            at += to - from;
        }

        return end;
    }

    /// <summary>The first member of all; only of a set that is not empty.</summary>
    public long First => NextMember(FirstPossible, EndPossible);

    /// <summary>Behind the page of the last member; below everything when the set is empty.</summary>
    public long EndPossible => Count == 0 ? long.MinValue : _pages.High * OffsetPage.Offsets;

    private long FirstPossible => _pages.Low * OffsetPage.Offsets;

    private static (long Page, int From, int To) Part(long at, long end)
    {
        var page = at / OffsetPage.Offsets;
        var from = (int)(at - (page * OffsetPage.Offsets));
        return (page, from, (int)Math.Min(OffsetPage.Offsets, from + (end - at)));
    }

    private void AddTo(long page, int from, int to)
    {
        var found = _pages.Find(page) ?? NewPage(page);
        var before = found.Count;
        if (found.HasListRoom(from, to))
            found.AddListed(from, to);
        else
            AddToBitmap(found, from, to);
        Count += found.Count - before;
    }

    private void AddToBitmap(OffsetPage found, int from, int to)
    {
        if (found.IsListed)
            found.Spread(TakeBitmap());
        if (found.Bitmap is null)
            return;
        found.Count += Bits.Set(found.Bitmap, from, to);
        if (found.Count == OffsetPage.Offsets)
            DropBitmap(found);
    }

    private OffsetPage NewPage(long page)
    {
        var made = _spares is not null && _spares.TryPop(out var spare) ? spare : new OffsetPage();
        if (isSparse)
            made.BeginList();
        else
            made.Bitmap ??= TakeBitmap();
        _pages.Put(page, made);
        return made;
    }

    private void RemoveFrom(long page, OffsetPage found, int from, int to)
    {
        var before = found.Count;
        if (found.IsListed)
            found.RemoveListed(from, to);
        else
            RemoveFromBitmap(found, from, to);
        Count -= before - found.Count;
        if (found.Count != 0)
            return;
        _pages.Remove(page);
        _spares ??= new Stack<OffsetPage>(SparesMax);
        if (_spares.Count < SparesMax && found.IsListed == isSparse)
            _spares.Push(found);
    }

    private void RemoveFromBitmap(OffsetPage found, int from, int to)
    {
        if (found.Bitmap is null)
        {
            found.Bitmap = TakeBitmap();
            found.Bitmap.AsSpan().Fill(ulong.MaxValue);
        }

        found.Count -= Bits.Clear(found.Bitmap, from, to);
    }

    private ulong[] TakeBitmap()
    {
        var bitmap = _spareBitmap ?? new ulong[OffsetPage.Words];
        _spareBitmap = null;
        return bitmap;
    }

    private void DropBitmap(OffsetPage page)
    {
        Array.Clear(page.Bitmap!);
        _spareBitmap = page.Bitmap;
        page.Bitmap = null;
    }
}
