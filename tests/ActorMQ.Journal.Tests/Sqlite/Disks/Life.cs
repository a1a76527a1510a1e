using ActorMQ.Core;

namespace ActorMQ.Journal.Tests.Sqlite.Disks;

/// <summary>
/// Two partitions that take batches and one of acks alone, with a model beside them of what was said to be stored.
/// </summary>
internal sealed class Life
{
    private readonly Dictionary<PartitionId, List<string>> events = [];
    private readonly Dictionary<PartitionId, List<string>> batches = [];
    private readonly JournalDriver driver;
    private int round;

    public Life(IJournal journal)
    {
        driver = new JournalDriver(journal);
        Partitions = driver.NewTopic("t", 3);
        foreach (PartitionId partition in Partitions)
        {
            events.Add(partition, []);
            batches.Add(partition, []);
        }
    }

    public PartitionId[] Partitions { get; }

    public IJournal Journal => driver.Journal;

    private PartitionId Acks => Partitions[2];

    /// <summary>One group of two batches, events beside them, and acks of the third; then maintenance.</summary>
    /// <returns>Whether the batches were stored.</returns>
    public bool Round()
    {
        round++;
        JournalAppend[] group =
        [
            driver.Append(Partitions[0], 1, Body(0), $"a{round}"),
            driver.Append(Acks, 0, "", $"c{round}"),
            driver.Append(Partitions[1], 1, Body(1), $"b{round}"),
        ];
        driver.CommitAll(group);
        foreach (JournalAppend append in group)
            Note(append);
        Assert.Equal(AppendOutcome.Stored, group[1].Outcome);
        Journal.Maintain();
        return group[0].Outcome == AppendOutcome.Stored && group[2].Outcome == AppendOutcome.Stored;
    }

    /// <summary>
    /// Everything is settled: removes batches in one bounded step, and drops the events by a snapshot.
    /// </summary>
    public void Settle()
    {
        foreach (PartitionId partition in Partitions)
        {
            JournalAppend settle = driver.Append(partition, 0);
            settle.PurgeBelow = settle.NextOffset;
            settle.Snapshot = JournalDriver.Bytes($"s{round}");
            driver.Commit(settle);
            Assert.Equal(AppendOutcome.Stored, settle.Outcome);
            events[partition] = [$"S:s{round}"];
            batches[partition].Clear();
            Journal.Maintain();
        }
    }

    /// <summary>The event records that were said to be stored.</summary>
    public IReadOnlyList<string> EventsOf(PartitionId partition) => events[partition];

    /// <summary>What was said to be stored is stored in this journal, whole and in order, and nothing else.</summary>
    public void AssertHeldBy(IJournal journal)
    {
        JournalDriver reader = new(journal);
        foreach (PartitionId partition in Partitions)
        {
            Assert.Equal(events[partition], reader.Recover(partition));
            string[] read = reader.Read(partition);
            // What was settled may still be there; what was not is there.
            Assert.Equal(batches[partition], read[^batches[partition].Count..]);
        }
    }

    private string Body(int partition) => new((char)('a' + partition), 3000 + round * 700 % 5000);

    private void Note(JournalAppend append)
    {
        if (append.Outcome == AppendOutcome.Stored)
        {
            events[append.Partition].Add("E:" + JournalDriver.Text(append.Events.Span));
            foreach (BatchEntry batch in append.Batches)
            {
                string body = JournalDriver.Text(batch.Bytes.Span);
                batches[append.Partition].Add($"{batch.BaseOffset}+{batch.Count}:{body}");
            }

            return;
        }

        Assert.Equal(AppendOutcome.Rejected, append.Outcome);
        Assert.NotEmpty(append.Batches);
        Assert.Equal(JournalRefusal.StorageFull, Assert.IsType<JournalRefusedException>(append.Failure).Reason);
        driver.Acquire(append.Partition);
    }
}
