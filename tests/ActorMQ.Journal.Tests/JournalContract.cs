using ActorMQ.Core;
using ActorMQ.Core.Topics;

namespace ActorMQ.Journal.Tests;

/// <summary>What every journal must do. A subclass says how to make one and how to open it again.</summary>
public abstract class JournalContract : IDisposable
{
    private readonly JournalDriver driver;

    protected JournalContract(IJournal journal) => driver = new JournalDriver(journal);

    /// <summary>Closes the journal and opens what it has left.</summary>
    protected abstract IJournal Reopen(IJournal journal);

    public virtual void Dispose()
    {
        driver.Journal.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void What_was_appended_is_recovered_and_read()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        Assert.Equal(AppendOutcome.Stored, driver.Commit(driver.Append(p, 3, "abc", "e1")));
        Assert.Equal(AppendOutcome.Stored, driver.Commit(driver.Append(p, 0, "", "e2")));
        Assert.Equal(AppendOutcome.Stored, driver.Commit(driver.Append(p, 2, "de")));

        Assert.Equal(["E:e1", "E:e2"], driver.Recover(p));
        Assert.Equal(["0+3:abc", "3+2:de"], driver.Read(p));
        Assert.Equal(new RecoveredPartition(3, 0, 5), driver.Journal.Recover(p, new RecordingSink()));
    }

    [Fact]
    public void All_of_it_is_there_after_reopening()
    {
        PartitionId p = driver.NewTopic("t", 2)[1];
        GroupRow group = driver.Journal.EnsureGroup(p.Topic, "g")!.Value;
        driver.Commit(driver.Append(p, 3, "abc", "e1"));
        CatalogueRows before = driver.Journal.ReadCatalogue();

        driver.Journal = Reopen(driver.Journal);

        CatalogueRows after = driver.Journal.ReadCatalogue();
        Assert.Equal(before.Version, after.Version);
        Assert.Equal(before.Topics, after.Topics);
        Assert.Equal([group], after.Groups);
        Assert.Equal(["E:e1"], driver.Recover(p));
        Assert.Equal(["0+3:abc"], driver.Read(p));
        Assert.Equal(AppendOutcome.Stored, driver.Commit(driver.Append(p, 1, "d", "e2")));
        Assert.Equal(["E:e1", "E:e2"], driver.Recover(p));
    }

    [Fact]
    public void A_stale_epoch_stores_nothing()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        JournalAppend append = driver.Append(p, 1, "x", "e");
        append.Ownership = append.Ownership with { Epoch = append.Ownership.Epoch - 1 };
        AssertFenced(p, append);
    }

    [Fact]
    public void A_foreign_nonce_stores_nothing()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        JournalAppend append = driver.Append(p, 1, "x", "e");
        append.Ownership = append.Ownership with { Nonce = JournalDriver.Nonce(99) };
        AssertFenced(p, append);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Another_sequence_stores_nothing(int difference)
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        JournalAppend append = driver.Append(p, 1, "x", "e");
        append.ExpectedSequence += difference;
        AssertFenced(p, append);
    }

    [Fact]
    public void An_unknown_partition_is_fenced()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        JournalAppend append = driver.Append(p, 1, "x");
        append.Partition = new PartitionId(p.Topic, 1);
        Assert.Equal(AppendOutcome.Fenced, driver.Commit(append));
        Assert.Null(driver.Journal.Recover(append.Partition, new RecordingSink()));
        Assert.Empty(driver.Read(append.Partition));
        Assert.Empty(driver.Journal.Acquire([append.Partition], JournalDriver.Nonce(5)));
    }

    [Fact]
    public void One_fenced_of_500_stops_nobody_else()
    {
        PartitionId[] ps = driver.NewTopic("t", 500);
        JournalAppend[] group = [.. ps.Select(p => driver.Append(p, 1, $"b{p.Index}", $"e{p.Index}"))];
        group[250].ExpectedSequence++;

        AppendOutcome[] outcomes = driver.CommitAll(group);

        Assert.Equal(AppendOutcome.Fenced, outcomes[250]);
        Assert.Equal(499, outcomes.Count(outcome => outcome == AppendOutcome.Stored));
        Assert.All(ps, p => Assert.Equal(p.Index == 250 ? [] : [$"0+1:b{p.Index}"], driver.Read(p)));
        Assert.All(ps, p => Assert.Equal(p.Index == 250 ? [] : [$"E:e{p.Index}"], driver.Recover(p)));
    }

    [Fact]
    public void A_zombie_stores_nothing_after_the_takeover()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        driver.Commit(driver.Append(p, 1, "a", "e1"));
        JournalAppend zombie = driver.Append(p, 1, "zombie", "zombie");

        AcquiredPartition taken = driver.Journal.Acquire([p], JournalDriver.Nonce(77))[0];

        Assert.Equal(2, taken.Ownership.Epoch);
        Assert.Equal((1, 1), (taken.Sequence, taken.NextOffset));
        Assert.Equal(AppendOutcome.Fenced, driver.Commit(zombie));
        Assert.Equal(["0+1:a"], driver.Read(p));
        Assert.Equal(["E:e1"], driver.Recover(p));
    }

    [Fact]
    public void An_owner_renews_its_right()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        JournalAppend before = driver.Append(p, 1, "a", "e1");

        AcquiredPartition? renewed = driver.Journal.Reacquire(p, before.Ownership, JournalDriver.Nonce(77));

        Assert.Equal(before.Ownership.Epoch + 1, renewed!.Value.Ownership.Epoch);
        Assert.Equal(JournalDriver.Nonce(77), renewed.Value.Ownership.Nonce);
        Assert.Equal((0, 0), (renewed.Value.Sequence, renewed.Value.NextOffset));
        Assert.Equal(AppendOutcome.Fenced, driver.Commit(before));
    }

    [Fact]
    public void Nobody_renews_a_right_that_is_anothers_by_now()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        Ownership lost = driver.Append(p, 1, "a", "e1").Ownership;
        AcquiredPartition taken = driver.Journal.Acquire([p], JournalDriver.Nonce(77))[0];

        Assert.Null(driver.Journal.Reacquire(p, lost, JournalDriver.Nonce(78)));
        Assert.Null(driver.Journal.Reacquire(
            p, taken.Ownership with { Nonce = lost.Nonce }, JournalDriver.Nonce(79)));
        Assert.Null(driver.Journal.Reacquire(new PartitionId(p.Topic, 9), lost, JournalDriver.Nonce(80)));

        Assert.NotNull(driver.Journal.Reacquire(p, taken.Ownership, JournalDriver.Nonce(81)));
    }

    [Fact]
    public void Several_appends_of_a_partition_take_effect_in_order()
    {
        PartitionId[] ps = driver.NewTopic("t", 2);
        AppendOutcome[] outcomes = driver.CommitAll(
            driver.Append(ps[0], 1, "a", "e1"), driver.Append(ps[1], 1, "x", "f1"), driver.Append(ps[0], 2, "b", "e2"));
        Assert.All(outcomes, outcome => Assert.Equal(AppendOutcome.Stored, outcome));
        Assert.Equal(["0+1:a", "1+2:b"], driver.Read(ps[0]));
        Assert.Equal(["E:e1", "E:e2"], driver.Recover(ps[0]));
    }

    [Fact]
    public void After_a_refused_append_the_later_ones_of_its_partition_are_refused_too()
    {
        PartitionId[] ps = driver.NewTopic("t", 2);
        JournalAppend clash = driver.Append(ps[0], 1, "a", "e1");
        clash.Batches.Add(clash.Batches[0]);
        JournalAppend[] group = [clash, driver.Append(ps[0], 1, "b", "e2"), driver.Append(ps[1], 1, "x", "f")];

        AppendOutcome[] outcomes = driver.CommitAll(group);

        Assert.Equal([AppendOutcome.Rejected, AppendOutcome.Rejected, AppendOutcome.Stored], outcomes);
        Assert.NotNull(clash.Failure);
        Assert.Empty(driver.Recover(ps[0]));
        Assert.Equal(["E:f"], driver.Recover(ps[1]));
        Assert.Equal(0, driver.Journal.Recover(ps[0], new RecordingSink())!.Value.Sequence);
    }

    [Fact]
    public void A_snapshot_replaces_all_events_before_it()
    {
        PartitionId[] ps = driver.NewTopic("t", 2);
        driver.CommitAll(driver.Append(ps[0], 0, "", "e1"), driver.Append(ps[1], 0, "", "f1"));
        JournalAppend both = driver.Append(ps[0], 1, "a", "e2");
        both.Snapshot = JournalDriver.Bytes("s1");
        driver.Commit(both);
        driver.Commit(driver.Append(ps[0], 0, "", "e3"));
        Assert.Equal(["S:s1", "E:e3"], driver.Recover(ps[0]));

        JournalAppend again = driver.Append(ps[0], 0);
        again.Snapshot = JournalDriver.Bytes("s2");
        driver.CommitAll(again, driver.Append(ps[0], 0, "", "e4"));
        driver.Journal = Reopen(driver.Journal);

        Assert.Equal(["S:s2", "E:e4"], driver.Recover(ps[0]));
        Assert.Equal(["E:f1"], driver.Recover(ps[1]));
        Assert.Equal(["0+1:a"], driver.Read(ps[0]));
    }

    [Fact]
    public void Purge_removes_whole_batches_below_the_offset_only()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        for (int i = 0; i < 4; i++)
            driver.Commit(driver.Append(p, 10, $"b{i}"));
        JournalAppend purge = driver.Append(p, 0);
        purge.PurgeBelow = 25;

        driver.Commit(purge);

        Assert.Equal(["20+10:b2", "30+10:b3"], driver.Read(p));
        Assert.Equal(20, driver.Journal.Recover(p, new RecordingSink())!.Value.FirstOffset);
        JournalFigures figures = driver.Journal.Figures;
        Assert.Equal((2, 4), (figures.BatchesPurged, figures.BytesPurged));
    }

    [Fact]
    public void One_commit_purges_a_bounded_part_and_later_ones_the_rest()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        int count = JournalLimits.PurgedBatchesMax + 10;
        for (int i = 0; i < count; i++)
            driver.Commit(driver.Append(p, 1, "b"));

        PurgeAll(p);
        Assert.Equal(10, driver.Read(p).Length);
        PurgeAll(p);
        Assert.Empty(driver.Read(p));
        RecoveredPartition empty = driver.Journal.Recover(p, new RecordingSink())!.Value;
        Assert.Equal((count, count), (empty.FirstOffset, empty.NextOffset));
    }

    [Theory]
    [InlineData(0, "0+3:abc")]
    [InlineData(2, "0+3:abc")]
    [InlineData(3, "3+2:de")]
    [InlineData(4, "3+2:de")]
    [InlineData(5, "5+1:f")]
    public void Reading_begins_with_the_batch_that_holds_the_offset(long offset, string first)
    {
        PartitionId p = Filled();
        Assert.Equal(first, driver.Read(p, offset)[0]);
        Assert.Equal([first], driver.Read(p, offset, maxBytes: 1));
    }

    [Fact]
    public void Reading_past_the_end_gives_nothing() => Assert.Empty(driver.Read(Filled(), 6));

    [Fact]
    public void Reading_in_a_gap_gives_what_follows()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        JournalAppend append = driver.Append(p, 10, "later");
        append.Batches[0] = append.Batches[0] with { BaseOffset = 5, Count = 5 };
        driver.Commit(append);
        Assert.Equal(["5+5:later"], driver.Read(p, 2));
    }

    [Fact]
    public void Reading_stops_before_the_limit_is_passed()
    {
        PartitionId p = Filled();
        Assert.Equal(["0+3:abc", "3+2:de"], driver.Read(p, 0, maxBytes: 5));
        Assert.Equal(["0+3:abc"], driver.Read(p, 0, maxBytes: 4));
    }

    [Fact]
    public void A_topic_is_created_once_per_version_and_name()
    {
        NewTopic topic = new("t", 3, TopicKind.Log, 12345);
        long version = driver.Journal.ReadCatalogue().Version;
        TopicRow row = driver.Journal.CreateTopic(topic, version)!.Value;
        Assert.Equal(new TopicRow(row.Id, "t", 3, TopicKind.Log, 12345, TopicSettings.Default), row);
        Assert.Null(driver.Journal.CreateTopic(topic with { Name = "other" }, version));
        CatalogueRows rows = driver.Journal.ReadCatalogue();
        Assert.Null(driver.Journal.CreateTopic(topic, rows.Version));
        Assert.Equal([row], rows.Topics);
        Assert.NotEqual(version, rows.Version);
        Assert.Equal(rows.Version, driver.Journal.ReadCatalogue().Version);
    }

    [Fact]
    public void A_group_keeps_its_id()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        GroupRow first = driver.Journal.EnsureGroup(p.Topic, "g")!.Value;
        long version = driver.Journal.ReadCatalogue().Version;
        Assert.Equal(first, driver.Journal.EnsureGroup(p.Topic, "g"));
        Assert.Equal(version, driver.Journal.ReadCatalogue().Version);
        Assert.NotEqual(first.Id, driver.Journal.EnsureGroup(p.Topic, "h")!.Value.Id);
        Assert.Null(driver.Journal.EnsureGroup(p.Topic + 1, "g"));
    }

    [Fact]
    public void A_deleted_topic_is_gone_and_its_owner_fenced()
    {
        PartitionId[] ps = driver.NewTopic("t", 2);
        PartitionId other = driver.NewTopic("other", 1)[0];
        driver.Journal.EnsureGroup(ps[0].Topic, "g");
        driver.CommitAll(driver.Append(ps[0], 1, "a", "e"), driver.Append(other, 1, "b", "f"));

        Assert.True(driver.Journal.DeleteTopic(ps[0].Topic));

        Assert.False(driver.Journal.DeleteTopic(ps[0].Topic));
        Assert.Equal("other", Assert.Single(driver.Journal.ReadCatalogue().Topics).Name);
        Assert.Empty(driver.Journal.ReadCatalogue().Groups);
        Assert.Equal(AppendOutcome.Fenced, driver.Commit(driver.Append(ps[0], 1, "x")));
        Assert.Empty(driver.Read(ps[0]));
        Assert.Null(driver.Journal.Recover(ps[0], new RecordingSink()));
        while (driver.Journal.Maintain())
        {
        }

        driver.Journal = Reopen(driver.Journal);
        Assert.False(driver.Journal.Maintain());
        Assert.Equal(["E:f"], driver.Recover(other));
        Assert.Equal(["0+1:b"], driver.Read(other));
        PartitionId again = driver.NewTopic("t", 1)[0];
        Assert.NotEqual(ps[0].Topic, again.Topic);
        Assert.Empty(driver.Recover(again));
    }

    [Fact]
    public void Figures_count_what_was_stored()
    {
        PartitionId[] ps = driver.NewTopic("t", 2);
        JournalAppend fenced = driver.Append(ps[1], 1, "lost");
        fenced.ExpectedSequence++;
        driver.CommitAll(driver.Append(ps[0], 1, "four", "e"), fenced);
        JournalFigures figures = driver.Journal.Figures;
        Assert.Equal((1, 1, 5), (figures.Commits, figures.Appends, figures.BytesAppended));
    }

    private void AssertFenced(PartitionId partition, JournalAppend append)
    {
        Assert.Equal(AppendOutcome.Fenced, driver.Commit(append));
        Assert.Empty(driver.Read(partition));
        Assert.Empty(driver.Recover(partition));
        Assert.Equal(0, driver.Journal.Recover(partition, new RecordingSink())!.Value.Sequence);
    }

    private PartitionId Filled()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        driver.CommitAll(driver.Append(p, 3, "abc"), driver.Append(p, 2, "de"), driver.Append(p, 1, "f"));
        return p;
    }

    private void PurgeAll(PartitionId partition)
    {
        JournalAppend purge = driver.Append(partition, 0);
        purge.PurgeBelow = long.MaxValue;
        driver.Commit(purge);
    }
}
