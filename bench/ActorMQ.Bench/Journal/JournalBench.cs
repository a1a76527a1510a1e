using System.Diagnostics;
using ActorMQ.Core;
using ActorMQ.Core.Topics;
using ActorMQ.Journal;
using ActorMQ.Journal.Sqlite;

namespace ActorMQ.Bench.Journal;

/// <summary>
/// Group commits of one batch per partition, with events, snapshots, deletion and checkpoints, as in a node.
/// </summary>
public sealed class JournalBench
{
    private const int EventBytes = 48;
    private const int SnapshotBytes = 2048;
    private const int SnapshotEvery = 500;
    private const int RecordsPerBatch = 1000;

    private readonly JournalLoad load;
    private readonly IJournal journal;
    private readonly List<JournalAppend> group = [];
    private readonly List<double> commitTimes = [];
    private readonly byte[] events = new byte[EventBytes];
    private readonly byte[] snapshot = new byte[SnapshotBytes];
    private long commits;

    private JournalBench(JournalLoad load, IJournal journal)
    {
        this.load = load;
        this.journal = journal;
    }

    /// <summary>Runs the load on a fresh SQLite journal in <paramref name="directory"/> and removes it.</summary>
    public static JournalBenchFigures Run(JournalLoad load, string directory)
    {
        Directory.CreateDirectory(directory);
        string file = Path.Combine(directory, $"bench-{Environment.ProcessId}.db");
        try
        {
            using SqliteJournal journal = SqliteJournal.Open(file, load.Options);
            return new JournalBench(load, journal).Measure();
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + "-wal");
        }
    }

    private JournalBenchFigures Measure()
    {
        Prepare();
        CommitFor(load.Seconds / 4);
        commitTimes.Clear();
        JournalFigures before = journal.Figures;
        TimeSpan cpuBefore = Process.GetCurrentProcess().TotalProcessorTime;
        double seconds = CommitFor(load.Seconds);
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime - cpuBefore;
        return Figures(before, journal.Figures, seconds, cpu);
    }

    private void Prepare()
    {
        NewTopic topic = new("bench", load.Partitions, TopicKind.Queue, 0);
        TopicRow row = journal.CreateTopic(topic, journal.ReadCatalogue().Version)!.Value;
        PartitionId[] partitions = [.. Enumerable.Range(0, load.Partitions).Select(i => new PartitionId(row.Id, i))];
        foreach (AcquiredPartition acquired in journal.Acquire(partitions, Guid.NewGuid()))
        {
            byte[] batch = GC.AllocateUninitializedArray<byte>(load.BatchBytes);
            Random.Shared.NextBytes(batch);
            JournalAppend append = new() { Partition = acquired.Partition, Ownership = acquired.Ownership };
            append.Batches.Add(new BatchEntry(0, RecordsPerBatch, batch));
            group.Add(append);
        }
    }

    private double CommitFor(double seconds)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan elapsed;
        do
        {
            Fill();
            long committing = Stopwatch.GetTimestamp();
            journal.Commit(group);
            commitTimes.Add(Stopwatch.GetElapsedTime(committing).TotalMicroseconds);
            journal.Maintain();
            commits++;
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed.TotalSeconds < seconds);
        if (group.Exists(append => append.Outcome != AppendOutcome.Stored))
            throw new InvalidOperationException("The journal refused an append of the bench.");
        return elapsed.TotalSeconds;
    }

    private void Fill()
    {
        for (int index = 0; index < group.Count; index++)
        {
            JournalAppend append = group[index];
            append.ExpectedSequence = commits;
            append.NextOffset = (commits + 1) * RecordsPerBatch;
            append.Batches[0] = append.Batches[0] with { BaseOffset = commits * RecordsPerBatch };
            append.Events = events;
            append.Snapshot = (commits + index) % SnapshotEvery == 0 ? snapshot : default;
            append.PurgeBelow = (commits - load.PurgeAfter) * RecordsPerBatch;
        }
    }

    private JournalBenchFigures Figures(JournalFigures before, JournalFigures after, double seconds, TimeSpan cpu)
    {
        double bytes = (double)commitTimes.Count * load.Partitions * load.BatchBytes;
        long checkpoints = after.Checkpoints - before.Checkpoints;
        double checkpointTime = after.CheckpointMicroseconds - before.CheckpointMicroseconds;
        commitTimes.Sort();
        return new JournalBenchFigures
        {
            CommitsPerSecond = commitTimes.Count / seconds,
            MegabytesPerSecond = bytes / seconds / 1e6,
            CommitP50 = commitTimes[commitTimes.Count / 2],
            CommitP99 = commitTimes[(int)(commitTimes.Count * 0.99)],
            CommitMax = commitTimes[^1],
            Checkpoints = checkpoints,
            CheckpointMean = checkpoints == 0 ? 0 : checkpointTime / checkpoints,
            CheckpointMax = after.CheckpointMicrosecondsMax,
            CpuNanosecondsPerByte = cpu.TotalNanoseconds / bytes,
            FileMegabytes = after.FileBytes / 1e6,
        };
    }
}
