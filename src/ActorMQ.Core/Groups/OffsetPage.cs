namespace ActorMQ.Core.Groups;

/// <summary>64 Ki consecutive offsets of an <see cref="OffsetSet"/>, of which at least one is a member.</summary>
internal sealed class OffsetPage
{
    /// <summary>Offsets of one page.</summary>
    public const int Offsets = 64 * 1024;

    /// <summary>Words of a page's bitmap.</summary>
    public const int Words = Offsets / 64;

    /// <summary>One bit per offset; absent when all are members.</summary>
    public ulong[]? Bitmap { get; set; }

    /// <summary>Members, 1 to <see cref="Offsets"/>; all of them exactly when there is no bitmap.</summary>
    public int Count { get; set; }

    /// <summary>How many of [from, to) are members.</summary>
    public int CountIn(int from, int to) => Bitmap is null ? to - from : Bits.Count(Bitmap, from, to);

    /// <summary>The first member of [from, to), or <paramref name="to"/>.</summary>
    public int NextMember(int from, int to) => Bitmap is null ? from : Bits.NextSet(Bitmap, from, to);

    /// <summary>The first of [from, to) that is no member, or <paramref name="to"/>.</summary>
    public int NextGap(int from, int to) => Bitmap is null ? to : Bits.NextClear(Bitmap, from, to);
}
