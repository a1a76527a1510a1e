using ActorMQ.Broker.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

public sealed class ReadBacksInMemory
{
    private const int BatchRecords = 10;
    private const int BatchesInRange = 3;
    private const int BatchBytes = 1_000;

    private readonly SlabPool pool = new(64 << 20);
    private readonly CacheBudget budget = new();

    [Fact]
    public void A_range_stays_while_others_are_read()
    {
        ReadRanges ranges = Ranges(long.MaxValue);
        for (int number = 0; number < ReadRanges.CountMax; number++)
            Read(ranges, number * 1_000);
        for (int number = 0; number < ReadRanges.CountMax; number++)
        {
            Assert.True(ranges.TryFind(number * 1_000 + BatchRecords, out CachedBatch batch));
            Assert.Equal(number * 1_000 + BatchRecords, batch.BaseOffset);
        }

        Assert.False(ranges.TryFind(BatchRecords * BatchesInRange, out _));
    }

    [Fact]
    public void The_range_that_was_used_longest_ago_goes_first()
    {
        ReadRanges ranges = Ranges(long.MaxValue);
        for (int number = 0; number < ReadRanges.CountMax; number++)
            Read(ranges, number * 1_000);
        long bytes = budget.ReadBackBytes;
        Assert.True(ranges.TryFind(0, out _));
        Read(ranges, 9_000);
        Assert.True(ranges.TryFind(0, out _));
        Assert.False(ranges.TryFind(1_000, out _));
        Assert.Equal(bytes, budget.ReadBackBytes);
    }

    [Fact]
    public void Of_a_small_cache_each_partition_has_one_range()
    {
        ReadRanges ranges = Ranges(BatchBytes);
        ReadRanges others = Ranges(BatchBytes);
        Read(ranges, 0);
        Read(others, 0);
        Read(ranges, 1_000);
        Assert.False(ranges.TryFind(0, out _));
        Assert.True(ranges.TryFind(1_000, out _));
        Assert.True(others.TryFind(0, out _));
    }

    [Fact]
    public void What_ends_below_is_let_go_and_counted_no_more()
    {
        ReadRanges ranges = Ranges(long.MaxValue);
        Read(ranges, 0);
        Read(ranges, 1_000);
        ranges.DropBelow(BatchRecords * BatchesInRange);
        Assert.False(ranges.TryFind(0, out _));
        Assert.True(ranges.TryFind(1_000, out _));
        Assert.Equal(budget.Bytes, budget.ReadBackBytes);
        ranges.Clear();
        Assert.Equal(0, budget.Bytes);
        Assert.Equal(0, budget.ReadBackBytes);
        Assert.Equal(0, pool.RentedBytes);
    }

    [Fact]
    public void A_read_that_found_nothing_takes_no_place()
    {
        ReadRanges ranges = Ranges(long.MaxValue);
        for (int number = 0; number < ReadRanges.CountMax; number++)
            Read(ranges, number * 1_000);
        ranges.Add([]);
        Assert.True(ranges.TryFind(0, out _));
    }

    private ReadRanges Ranges(long cacheBytesMax) => new(budget, cacheBytesMax);

    private void Read(ReadRanges ranges, long first) => ranges.Add(
        [.. Enumerable.Range(0, BatchesInRange).Select(
            number => new CachedBatch(first + number * BatchRecords, BatchRecords, pool.Rent(BatchBytes)))]);
}
