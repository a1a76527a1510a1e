using ActorMQ.Core;
using ActorMQ.Core.Topics;

namespace ActorMQ.Journal.Tests;

/// <summary>What every journal must tell of what it keeps, and how old it is.</summary>
public abstract class KeptContract(JournalSource source) : JournalStage(source)
{
    [Fact]
    public void The_extent_follows_what_is_stored_and_removed()
    {
        PartitionId[] ps = Driver.NewTopic("t", 2);
        Assert.Equal(new PartitionExtent(0, 0, 0, 0), Driver.Journal.ReadExtent(ps[0]));
        Driver.CommitAll(
            Driver.Append(ps[0], 3, "abc"), Driver.Append(ps[0], 2, "defgh"), Driver.Append(ps[1], 1, "x"));
        Driver.Commit(Driver.Append(ps[0], 0, "", "events do not count"));
        Assert.Equal(new PartitionExtent(0, 5, 2, 8), Driver.Journal.ReadExtent(ps[0]));

        Purge(ps[0], 4);
        Assert.Equal(new PartitionExtent(3, 5, 1, 5), Driver.Journal.ReadExtent(ps[0]));
        Reopen();
        Assert.Equal(new PartitionExtent(3, 5, 1, 5), Driver.Journal.ReadExtent(ps[0]));
        Purge(ps[0], 5);
        Assert.Equal(new PartitionExtent(5, 5, 0, 0), Driver.Journal.ReadExtent(ps[0]));
        Assert.Equal(new PartitionExtent(0, 1, 1, 1), Driver.Journal.ReadExtent(ps[1]));
        Assert.Null(Driver.Journal.ReadExtent(new PartitionId(ps[0].Topic, 2)));
    }

    [Fact]
    public void What_was_not_stored_does_not_count()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        JournalAppend clash = Driver.Append(p, 1, "a");
        clash.Batches.Add(clash.Batches[0]);
        Assert.Equal(AppendOutcome.Rejected, Driver.Commit(clash));
        Assert.Equal(new PartitionExtent(0, 0, 0, 0), Driver.Journal.ReadExtent(p));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 0)]
    [InlineData(10, 1)]
    [InlineData(25, 2)]
    [InlineData(30, -1)]
    public void A_batch_is_found_by_an_offset_in_it_or_before_it(long offset, int index)
    {
        PartitionId p = Aged(3);
        BatchPlace? expected = index < 0 ? null : new BatchPlace(index * 10, 10, 100, 1000 + index * 100);
        Assert.Equal(expected, Driver.Journal.FindBatch(p, offset));
        Assert.Null(Driver.Journal.FindBatch(new PartitionId(p.Topic, 1), offset));
    }

    [Theory]
    [InlineData(999, long.MaxValue, long.MaxValue, 0)]
    [InlineData(1000, long.MaxValue, long.MaxValue, 10)]
    [InlineData(1250, long.MaxValue, long.MaxValue, 30)]
    [InlineData(1250, long.MaxValue, 29, 20)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue, 50)]
    [InlineData(long.MinValue, 500, long.MaxValue, 0)]
    [InlineData(long.MinValue, 499, long.MaxValue, 10)]
    [InlineData(long.MinValue, 200, long.MaxValue, 30)]
    [InlineData(long.MinValue, 0, long.MaxValue, 40)]
    [InlineData(1250, 150, long.MaxValue, 40)]
    public void The_oldest_go_by_age_and_by_size_up_to_a_bound(long before, long bytesMax, long below, long expected)
    {
        PartitionId p = Aged(5);
        Assert.Equal(expected, Driver.Journal.FindExpired(p, new ExpiryRule(before, bytesMax, below)));
    }

    [Fact]
    public void One_look_at_the_age_is_bounded()
    {
        PartitionId p = Aged(JournalLimits.PurgedBatchesMax + 5);
        ExpiryRule all = new(long.MaxValue, long.MaxValue, long.MaxValue);
        Assert.Equal(JournalLimits.PurgedBatchesMax * 10, Driver.Journal.FindExpired(p, all));
        Purge(p, JournalLimits.PurgedBatchesMax * 10);
        Assert.Equal((JournalLimits.PurgedBatchesMax + 5) * 10, Driver.Journal.FindExpired(p, all));
    }

    [Fact]
    public void An_offset_is_found_by_its_time()
    {
        PartitionId p = Aged(50);
        Purge(p, 35);
        for (long ms = 900; ms <= 6000; ms += 50)
        {
            long index = Math.Clamp((ms - 1000 + 99) / 100, 3, 50);
            Assert.Equal(index * 10, Driver.Journal.OffsetAt(p, ms));
        }

        Assert.Null(Driver.Journal.OffsetAt(new PartitionId(p.Topic, 1), 0));
    }

    [Fact]
    public void An_offset_is_found_by_its_time_across_gaps()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        foreach (int offset in new[] { 5, 40, 90 })
        {
            JournalAppend append = Driver.Append(p, 0);
            append.NextOffset = offset + 10;
            append.Batches.Add(new BatchEntry(offset, 3, JournalDriver.Bytes("body"), offset));
            Assert.Equal(AppendOutcome.Stored, Driver.Commit(append));
        }

        long[] found = [.. new long[] { 0, 5, 6, 40, 41, 90, 91 }.Select(ms => Driver.Journal.OffsetAt(p, ms)!.Value)];
        Assert.Equal([5, 5, 40, 40, 90, 90, 100], found);
    }

    /// <summary>Batches of ten records and 100 bytes, stored at 1000, 1100, 1200 ...</summary>
    private PartitionId Aged(int batches)
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        JournalAppend[] appends = [.. Enumerable.Range(0, batches).Select(i =>
        {
            JournalAppend append = Driver.Append(p, 10, new string('x', 100));
            append.Batches[0] = append.Batches[0] with { StoredUnixMs = 1000 + i * 100 };
            return append;
        })];
        Assert.All(Driver.CommitAll(appends), outcome => Assert.Equal(AppendOutcome.Stored, outcome));
        return p;
    }

    private void Purge(PartitionId partition, long below)
    {
        Driver.Acquire(partition);
        JournalAppend purge = Driver.Append(partition, 0);
        purge.PurgeBelow = below;
        Assert.Equal(AppendOutcome.Stored, Driver.Commit(purge));
    }
}
