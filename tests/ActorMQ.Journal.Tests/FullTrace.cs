using ActorMQ.Core;

namespace ActorMQ.Journal.Tests;

/// <summary>
/// Appends, purges and snapshots of a journal that may run out of room, told as text. Which appends find none is noted
/// by the one journal and told to the other; all else must be the same.
/// </summary>
internal sealed class FullTrace(IJournal journal, int seed, IReadOnlySet<int> toRefuse) : IAppendFaults
{
    private readonly Random random = new(seed);
    private readonly JournalDriver driver = new(journal);
    private readonly Dictionary<JournalAppend, int> numbers = [];
    private readonly List<string> told = [];

    /// <summary>The numbers of the appends that were refused.</summary>
    public HashSet<int> Refused { get; } = [];

    public IReadOnlyList<string> Run(int steps)
    {
        if (driver.Journal is MemoryJournal memory)
            memory.Faults = this;
        PartitionId[] partitions = driver.NewTopic("first", 3);
        for (int step = 0; step < steps; step++)
            Commit([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Append(partitions[random.Next(3)]))]);
        foreach (PartitionId partition in partitions)
        {
            told.Add($"{partition}: {driver.Journal.Recover(partition, new RecordingSink())}");
            told.AddRange(driver.Recover(partition));
            told.AddRange(driver.Read(partition));
        }

        return told;
    }

    public AppendFault Next(JournalAppend append) =>
        toRefuse.Contains(numbers[append]) ? AppendFault.Rejected : AppendFault.None;

    private void Commit(JournalAppend[] group)
    {
        told.Add(string.Join(' ', driver.CommitAll(group)));
        foreach (JournalAppend append in group)
        {
            if (append.Outcome == AppendOutcome.Stored)
                continue;
            Refused.Add(numbers[append]);
            driver.Acquire(append.Partition);
        }
    }

    private JournalAppend Append(PartitionId partition)
    {
        string body = new((char)random.Next('a', 'z'), random.Next(1, random.Next(4) == 0 ? 30_000 : 2_000));
        JournalAppend append = driver.Append(partition, random.Next(0, 5), body, $"e{random.Next(1000)}");
        if (random.Next(6) == 0)
            append.Snapshot = JournalDriver.Bytes($"s{random.Next(1000)}");
        if (random.Next(6) == 0)
            append.PurgeBelow = append.NextOffset;
        numbers.Add(append, numbers.Count);
        return append;
    }
}
