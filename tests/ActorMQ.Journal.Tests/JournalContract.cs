using ActorMQ.Core;
using ActorMQ.Core.Topics;

namespace ActorMQ.Journal.Tests;

/// <summary>What every journal must do.</summary>
public abstract class JournalContract(JournalSource source) : JournalStage(source)
{
    [Fact]
    public void What_was_appended_is_recovered_and_read()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        Assert.Equal(AppendOutcome.Stored, Driver.Commit(Driver.Append(p, 3, "abc", "e1")));
        Assert.Equal(AppendOutcome.Stored, Driver.Commit(Driver.Append(p, 0, "", "e2")));
        Assert.Equal(AppendOutcome.Stored, Driver.Commit(Driver.Append(p, 2, "de")));

        Assert.Equal(["E:e1", "E:e2"], Driver.Recover(p));
        Assert.Equal(["0+3:abc", "3+2:de"], Driver.Read(p));
        Assert.Equal(new RecoveredPartition(3, 0, 5), Driver.Journal.Recover(p, new RecordingSink()));
    }

    [Fact]
    public void All_of_it_is_there_after_reopening()
    {
        PartitionId p = Driver.NewTopic("t", 2)[1];
        GroupRow group = Driver.Journal.EnsureGroup(p.Topic, "g")!.Value;
        Driver.Commit(Driver.Append(p, 3, "abc", "e1"));
        CatalogueRows before = Driver.Journal.ReadCatalogue();

        Reopen();

        CatalogueRows after = Driver.Journal.ReadCatalogue();
        Assert.Equal(before.Version, after.Version);
        Assert.Equal(before.Topics, after.Topics);
        Assert.Equal([group], after.Groups);
        Assert.Equal(["E:e1"], Driver.Recover(p));
        Assert.Equal(["0+3:abc"], Driver.Read(p));
        Assert.Equal(AppendOutcome.Stored, Driver.Commit(Driver.Append(p, 1, "d", "e2")));
        Assert.Equal(["E:e1", "E:e2"], Driver.Recover(p));
    }

    [Fact]
    public void A_stale_epoch_stores_nothing()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        JournalAppend append = Driver.Append(p, 1, "x", "e");
        append.Ownership = append.Ownership with { Epoch = append.Ownership.Epoch - 1 };
        AssertFenced(p, append);
    }

    [Fact]
    public void A_foreign_nonce_stores_nothing()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        JournalAppend append = Driver.Append(p, 1, "x", "e");
        append.Ownership = append.Ownership with { Nonce = JournalDriver.Nonce(99) };
        AssertFenced(p, append);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Another_sequence_stores_nothing(int difference)
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        JournalAppend append = Driver.Append(p, 1, "x", "e");
        append.ExpectedSequence += difference;
        AssertFenced(p, append);
    }

    [Fact]
    public void An_unknown_partition_is_fenced()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        JournalAppend append = Driver.Append(p, 1, "x");
        append.Partition = new PartitionId(p.Topic, 1);
        Assert.Equal(AppendOutcome.Fenced, Driver.Commit(append));
        Assert.Null(Driver.Journal.Recover(append.Partition, new RecordingSink()));
        Assert.Empty(Driver.Read(append.Partition));
        Assert.Empty(Driver.Journal.Acquire([append.Partition], JournalDriver.Nonce(5)));
    }

    [Fact]
    public void One_fenced_of_500_stops_nobody_else()
    {
        PartitionId[] ps = Driver.NewTopic("t", 500);
        JournalAppend[] group = [.. ps.Select(p => Driver.Append(p, 1, $"b{p.Index}", $"e{p.Index}"))];
        group[250].ExpectedSequence++;

        AppendOutcome[] outcomes = Driver.CommitAll(group);

        Assert.Equal(AppendOutcome.Fenced, outcomes[250]);
        Assert.Equal(499, outcomes.Count(outcome => outcome == AppendOutcome.Stored));
        Assert.All(ps, p => Assert.Equal(p.Index == 250 ? [] : [$"0+1:b{p.Index}"], Driver.Read(p)));
        Assert.All(ps, p => Assert.Equal(p.Index == 250 ? [] : [$"E:e{p.Index}"], Driver.Recover(p)));
    }

    [Fact]
    public void A_zombie_stores_nothing_after_the_takeover()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        Driver.Commit(Driver.Append(p, 1, "a", "e1"));
        JournalAppend zombie = Driver.Append(p, 1, "zombie", "zombie");

        AcquiredPartition taken = Driver.Journal.Acquire([p], JournalDriver.Nonce(77))[0];

        Assert.Equal(2, taken.Ownership.Epoch);
        Assert.Equal((1, 1), (taken.Sequence, taken.NextOffset));
        Assert.Equal(AppendOutcome.Fenced, Driver.Commit(zombie));
        Assert.Equal(["0+1:a"], Driver.Read(p));
        Assert.Equal(["E:e1"], Driver.Recover(p));
    }

    [Fact]
    public void An_owner_renews_its_right()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        JournalAppend before = Driver.Append(p, 1, "a", "e1");

        AcquiredPartition? renewed = Driver.Journal.Reacquire(p, before.Ownership, JournalDriver.Nonce(77));

        Assert.Equal(before.Ownership.Epoch + 1, renewed!.Value.Ownership.Epoch);
        Assert.Equal(JournalDriver.Nonce(77), renewed.Value.Ownership.Nonce);
        Assert.Equal((0, 0), (renewed.Value.Sequence, renewed.Value.NextOffset));
        Assert.Equal(AppendOutcome.Fenced, Driver.Commit(before));
    }

    [Fact]
    public void Nobody_renews_a_right_that_is_anothers_by_now()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        Ownership lost = Driver.Append(p, 1, "a", "e1").Ownership;
        AcquiredPartition taken = Driver.Journal.Acquire([p], JournalDriver.Nonce(77))[0];

        Assert.Null(Driver.Journal.Reacquire(p, lost, JournalDriver.Nonce(78)));
        Assert.Null(Driver.Journal.Reacquire(
            p, taken.Ownership with { Nonce = lost.Nonce }, JournalDriver.Nonce(79)));
        Assert.Null(Driver.Journal.Reacquire(new PartitionId(p.Topic, 9), lost, JournalDriver.Nonce(80)));

        Assert.NotNull(Driver.Journal.Reacquire(p, taken.Ownership, JournalDriver.Nonce(81)));
    }

    [Fact]
    public void Several_appends_of_a_partition_take_effect_in_order()
    {
        PartitionId[] ps = Driver.NewTopic("t", 2);
        AppendOutcome[] outcomes = Driver.CommitAll(
            Driver.Append(ps[0], 1, "a", "e1"), Driver.Append(ps[1], 1, "x", "f1"), Driver.Append(ps[0], 2, "b", "e2"));
        Assert.All(outcomes, outcome => Assert.Equal(AppendOutcome.Stored, outcome));
        Assert.Equal(["0+1:a", "1+2:b"], Driver.Read(ps[0]));
        Assert.Equal(["E:e1", "E:e2"], Driver.Recover(ps[0]));
    }

    [Fact]
    public void After_a_refused_append_the_later_ones_of_its_partition_are_refused_too()
    {
        PartitionId[] ps = Driver.NewTopic("t", 2);
        JournalAppend clash = Driver.Append(ps[0], 1, "a", "e1");
        clash.Batches.Add(clash.Batches[0]);
        JournalAppend[] group = [clash, Driver.Append(ps[0], 1, "b", "e2"), Driver.Append(ps[1], 1, "x", "f")];

        AppendOutcome[] outcomes = Driver.CommitAll(group);

        Assert.Equal([AppendOutcome.Rejected, AppendOutcome.Rejected, AppendOutcome.Stored], outcomes);
        Assert.NotNull(clash.Failure);
        Assert.Empty(Driver.Recover(ps[0]));
        Assert.Equal(["E:f"], Driver.Recover(ps[1]));
        Assert.Equal(0, Driver.Journal.Recover(ps[0], new RecordingSink())!.Value.Sequence);
    }

    [Fact]
    public void A_snapshot_replaces_all_events_before_it()
    {
        PartitionId[] ps = Driver.NewTopic("t", 2);
        Driver.CommitAll(Driver.Append(ps[0], 0, "", "e1"), Driver.Append(ps[1], 0, "", "f1"));
        JournalAppend both = Driver.Append(ps[0], 1, "a", "e2");
        both.Snapshot = JournalDriver.Bytes("s1");
        Driver.Commit(both);
        Driver.Commit(Driver.Append(ps[0], 0, "", "e3"));
        Assert.Equal(["S:s1", "E:e3"], Driver.Recover(ps[0]));

        JournalAppend again = Driver.Append(ps[0], 0);
        again.Snapshot = JournalDriver.Bytes("s2");
        Driver.CommitAll(again, Driver.Append(ps[0], 0, "", "e4"));
        Reopen();

        Assert.Equal(["S:s2", "E:e4"], Driver.Recover(ps[0]));
        Assert.Equal(["E:f1"], Driver.Recover(ps[1]));
        Assert.Equal(["0+1:a"], Driver.Read(ps[0]));
    }

    [Fact]
    public void Purge_removes_whole_batches_below_the_offset_only()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        for (int i = 0; i < 4; i++)
            Driver.Commit(Driver.Append(p, 10, $"b{i}"));
        JournalAppend purge = Driver.Append(p, 0);
        purge.PurgeBelow = 25;

        Driver.Commit(purge);

        Assert.Equal(["20+10:b2", "30+10:b3"], Driver.Read(p));
        Assert.Equal(20, Driver.Journal.Recover(p, new RecordingSink())!.Value.FirstOffset);
        JournalFigures figures = Driver.Journal.Figures;
        Assert.Equal((2, 4), (figures.BatchesPurged, figures.BytesPurged));
    }

    [Fact]
    public void One_commit_purges_a_bounded_part_and_later_ones_the_rest()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        int count = JournalLimits.PurgedBatchesMax + 10;
        for (int i = 0; i < count; i++)
            Driver.Commit(Driver.Append(p, 1, "b"));

        PurgeAll(p);
        Assert.Equal(10, Driver.Read(p).Length);
        PurgeAll(p);
        Assert.Empty(Driver.Read(p));
        RecoveredPartition empty = Driver.Journal.Recover(p, new RecordingSink())!.Value;
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
        Assert.Equal(first, Driver.Read(p, offset)[0]);
        Assert.Equal([first], Driver.Read(p, offset, maxBytes: 1));
    }

    [Fact]
    public void Reading_past_the_end_gives_nothing() => Assert.Empty(Driver.Read(Filled(), 6));

    [Fact]
    public void Reading_in_a_gap_gives_what_follows()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        JournalAppend append = Driver.Append(p, 10, "later");
        append.Batches[0] = append.Batches[0] with { BaseOffset = 5, Count = 5 };
        Driver.Commit(append);
        Assert.Equal(["5+5:later"], Driver.Read(p, 2));
    }

    [Fact]
    public void Reading_stops_before_the_limit_is_passed()
    {
        PartitionId p = Filled();
        Assert.Equal(["0+3:abc", "3+2:de"], Driver.Read(p, 0, maxBytes: 5));
        Assert.Equal(["0+3:abc"], Driver.Read(p, 0, maxBytes: 4));
    }

    [Fact]
    public void A_topic_is_created_once_per_version_and_name()
    {
        NewTopic topic = new("t", 3, TopicKind.Log, 12345);
        long version = Driver.Journal.ReadCatalogue().Version;
        TopicRow row = Driver.Journal.CreateTopic(topic, version)!.Value;
        Assert.Equal(new TopicRow(row.Id, "t", 3, TopicKind.Log, 12345, TopicSettings.Default), row);
        Assert.Null(Driver.Journal.CreateTopic(topic with { Name = "other" }, version));
        CatalogueRows rows = Driver.Journal.ReadCatalogue();
        Assert.Null(Driver.Journal.CreateTopic(topic, rows.Version));
        Assert.Equal([row], rows.Topics);
        Assert.NotEqual(version, rows.Version);
        Assert.Equal(rows.Version, Driver.Journal.ReadCatalogue().Version);
    }

    [Fact]
    public void A_group_keeps_its_id()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        GroupRow first = Driver.Journal.EnsureGroup(p.Topic, "g")!.Value;
        long version = Driver.Journal.ReadCatalogue().Version;
        Assert.Equal(first, Driver.Journal.EnsureGroup(p.Topic, "g"));
        Assert.Equal(version, Driver.Journal.ReadCatalogue().Version);
        Assert.NotEqual(first.Id, Driver.Journal.EnsureGroup(p.Topic, "h")!.Value.Id);
        Assert.Null(Driver.Journal.EnsureGroup(p.Topic + 1, "g"));
    }

    [Fact]
    public void A_deleted_topic_is_gone_and_its_owner_fenced()
    {
        PartitionId[] ps = Driver.NewTopic("t", 2);
        PartitionId other = Driver.NewTopic("other", 1)[0];
        Driver.Journal.EnsureGroup(ps[0].Topic, "g");
        Driver.CommitAll(Driver.Append(ps[0], 1, "a", "e"), Driver.Append(other, 1, "b", "f"));

        Assert.True(Driver.Journal.DeleteTopic(ps[0].Topic));

        Assert.False(Driver.Journal.DeleteTopic(ps[0].Topic));
        Assert.Equal("other", Assert.Single(Driver.Journal.ReadCatalogue().Topics).Name);
        Assert.Empty(Driver.Journal.ReadCatalogue().Groups);
        Assert.Equal(AppendOutcome.Fenced, Driver.Commit(Driver.Append(ps[0], 1, "x")));
        Assert.Empty(Driver.Read(ps[0]));
        Assert.Null(Driver.Journal.Recover(ps[0], new RecordingSink()));
        while (Driver.Journal.Maintain())
        {
        }

        Reopen();
        Assert.False(Driver.Journal.Maintain());
        Assert.Equal(["E:f"], Driver.Recover(other));
        Assert.Equal(["0+1:b"], Driver.Read(other));
        PartitionId again = Driver.NewTopic("t", 1)[0];
        Assert.NotEqual(ps[0].Topic, again.Topic);
        Assert.Empty(Driver.Recover(again));
    }

    [Fact]
    public void Figures_count_what_was_stored()
    {
        PartitionId[] ps = Driver.NewTopic("t", 2);
        JournalAppend fenced = Driver.Append(ps[1], 1, "lost");
        fenced.ExpectedSequence++;
        Driver.CommitAll(Driver.Append(ps[0], 1, "four", "e"), fenced);
        JournalFigures figures = Driver.Journal.Figures;
        Assert.Equal((1, 1, 5), (figures.Commits, figures.Appends, figures.BytesAppended));
    }

    private void AssertFenced(PartitionId partition, JournalAppend append)
    {
        Assert.Equal(AppendOutcome.Fenced, Driver.Commit(append));
        Assert.Empty(Driver.Read(partition));
        Assert.Empty(Driver.Recover(partition));
        Assert.Equal(0, Driver.Journal.Recover(partition, new RecordingSink())!.Value.Sequence);
    }

    private PartitionId Filled()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        Driver.CommitAll(Driver.Append(p, 3, "abc"), Driver.Append(p, 2, "de"), Driver.Append(p, 1, "f"));
        return p;
    }

    private void PurgeAll(PartitionId partition)
    {
        JournalAppend purge = Driver.Append(partition, 0);
        purge.PurgeBelow = long.MaxValue;
        Driver.Commit(purge);
    }
}
