using ActorMQ.Core.Groups;

namespace ActorMQ.Core.Tests;

public sealed class OffsetSetTests
{
    private const int Space = 5 * OffsetPage.Offsets;

    [Fact]
    public void Any_ranges_leave_what_a_plain_array_says()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            Walk(seed, isSparse: false);
            Walk(seed, isSparse: true);
        }
    }

    [Fact]
    public void A_full_page_needs_no_bitmap_and_an_empty_one_is_gone()
    {
        var set = new OffsetSet();
        set.Add(10, OffsetPage.Offsets + 7);
        Assert.NotNull(set.Page(0)!.Bitmap);
        set.Add(0, 10);
        Assert.Null(set.Page(0)!.Bitmap);
        Assert.NotNull(set.Page(1));
        set.Remove(OffsetPage.Offsets, 2 * OffsetPage.Offsets);
        Assert.Null(set.Page(1));
        set.Remove(5, 6);
        Assert.Equal(OffsetPage.Offsets - 1, set.Count);
        Assert.False(set.Contains(5));
        Assert.True(set.Contains(4) && set.Contains(6));
    }

    [Fact]
    public void A_sparse_page_is_a_list_until_a_bitmap_is_shorter()
    {
        var set = new OffsetSet(isSparse: true);
        for (var offset = 0; offset < 2 * OffsetPage.ListedMax; offset += 2)
            set.Add(offset, offset + 1);
        Assert.True(set.Page(0)!.IsListed);
        Assert.Equal((0L, OffsetPage.ListedMax), (set.First, set.Page(0)!.Count));
        set.Add(1, 2);
        Assert.False(set.Page(0)!.IsListed);
        Assert.Equal(OffsetPage.ListedMax + 1, set.Count);
        Assert.Equal(3, set.NextGap(0, 100));
    }

    [Fact]
    public void What_two_sets_share_is_counted_over_all_forms_of_pages()
    {
        var random = new Random(4);
        for (var round = 0; round < 40; round++)
        {
            var (left, right) = (new OffsetSet(isSparse: round % 2 == 0), new OffsetSet());
            var (plainLeft, plainRight) = (new bool[Space], new bool[Space]);
            for (var range = random.Next(1, 8); range > 0; range--)
            {
                AddAny(left, plainLeft, random);
                AddAny(right, plainRight, random);
            }

            var shared = Enumerable.Range(0, Space).Count(offset => plainLeft[offset] && plainRight[offset]);
            Assert.Equal((shared, shared), (left.CountShared(right), right.CountShared(left)));
        }
    }

    private static void AddAny(OffsetSet set, bool[] plain, Random random)
    {
        var (first, end) = Range(random);
        set.Add(first, end);
        plain.AsSpan(first, end - first).Fill(true);
    }

    private static void Walk(int seed, bool isSparse)
    {
        var random = new Random(seed);
        var (set, plain) = (new OffsetSet(isSparse), new bool[Space]);
        // Far from 0, so that pages are not numbered by chance as their slots are.
        var origin = random.Next(3) * 1_000L * OffsetPage.Offsets;
        for (var step = 0; step < 60; step++)
        {
            var (first, end) = Range(random);
            var span = plain.AsSpan(first, end - first);
            var members = span.Count(true);
            var isAdded = random.Next(2) == 0;
            Assert.Equal(isAdded ? span.Length - members : members, Change(set, isAdded, origin + first, origin + end));
            span.Fill(isAdded);
            (first, end) = Range(random);
            span = plain.AsSpan(first, end - first);
            Assert.True(span.Count(true) == set.CountIn(origin + first, origin + end), $"Seed {seed}, step {step}.");
            Assert.Equal(origin + Found(span.IndexOf(true), first, end), set.NextMember(origin + first, origin + end));
            Assert.Equal(origin + Found(span.IndexOf(false), first, end), set.NextGap(origin + first, origin + end));
            Assert.Equal(plain.AsSpan().Count(true), set.Count);
        }
    }

    private static long Change(OffsetSet set, bool isAdded, long first, long end) =>
        isAdded ? set.Add(first, end) : set.Remove(first, end);

    private static int Found(int index, int first, int end) => index < 0 ? end : first + index;

    private static (int First, int End) Range(Random random)
    {
        var width = random.Next(4) switch { 0 => 3, 1 => 500, 2 => OffsetPage.Offsets, _ => Space };
        var first = random.Next(4) == 0 ? random.Next(5) * OffsetPage.Offsets : random.Next(Space);
        return (first, Math.Min(Space, first + random.Next(1, width)));
    }
}
