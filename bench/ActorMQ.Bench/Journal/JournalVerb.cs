using System.CommandLine;
using ActorMQ.Journal.Sqlite;

namespace ActorMQ.Bench.Journal;

/// <summary>The verb <c>journal</c>.</summary>
public static class JournalVerb
{
    private const int PurgeAfterCommits = 64;
    private const int RecordsPerBatch = 1000;

    /// <summary>Makes it.</summary>
    public static Command Create() =>
        BenchVerb.Create("journal", "Group commits of the SQLite journal alone.", Measure);

    // The bench commits a thousand records for each partition and group.
    private static JournalBenchFigures Measure(BenchRequest request)
    {
        int batchBytes = request.Size * RecordsPerBatch;
        var load = new JournalLoad(
            BenchLoad.Partitions, batchBytes, PurgeAfterCommits, request.Seconds, new SqliteJournalOptions());
        return JournalBench.Run(load, BenchDirectory.Create());
    }
}
