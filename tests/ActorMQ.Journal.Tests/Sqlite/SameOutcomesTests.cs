using ActorMQ.Journal.Sqlite;

namespace ActorMQ.Journal.Tests.Sqlite;

public sealed class SameOutcomesTests
{
    private const int Steps = 60;

    // Not synced: what is compared here is meaning, and 500 lives of synced commits would take minutes.
    private static readonly SqliteJournalOptions Options =
        new() { IsSynced = false, CheckpointBytes = 200_000, GrowthBytes = 1 << 16, ReserveBytes = 0 };

    [Fact]
    public void Random_lives_with_faults_and_crashes_are_told_alike_by_both_journals()
    {
        using ScratchDirectory directory = new();
        var met = new HashSet<AppendFault>();
        for (int seed = 1; seed <= 500; seed++)
        {
            IReadOnlyList<string> expected = TellOfMemory(seed);
            IReadOnlyList<string> told = TellOfSqlite(directory, seed, met);
            Assert.True(expected.SequenceEqual(told), $"seed {seed}: {FirstDifference(expected, told)}");
        }

        Assert.Equal(5, met.Count);
    }

    [Fact]
    public void A_file_that_is_full_at_any_append_keeps_what_the_model_keeps()
    {
        using ScratchDirectory directory = new();
        int refused = 0;
        for (int seed = 1; seed <= 100; seed++)
        {
            using SqliteJournal sqlite = SqliteJournal.Open(
                directory.File($"full-{seed}.db"),
                Options with { PageBytes = 4096, GrowthBytes = 4096, FileBytesMax = (40 + seed) * 4096 });
            FullTrace full = new(sqlite, seed, new HashSet<int>());
            IReadOnlyList<string> told = full.Run(Steps);
            using MemoryJournal memory = new();
            IReadOnlyList<string> expected = new FullTrace(memory, seed, full.Refused).Run(Steps);
            Assert.True(expected.SequenceEqual(told), $"seed {seed}: {FirstDifference(expected, told)}");
            refused += full.Refused.Count;
        }

        Assert.InRange(refused, 100, int.MaxValue);
    }

    private static IReadOnlyList<string> TellOfMemory(int seed)
    {
        using MemoryJournal memory = new();
        FaultScript script = new(static journal => journal);
        memory.Faults = script;
        return new RandomTrace(memory, seed, script).Run(Steps);
    }

    private static IReadOnlyList<string> TellOfSqlite(ScratchDirectory directory, int seed, HashSet<AppendFault> met)
    {
        List<string> files = [directory.File($"{seed}.db")];
        List<IJournal> opened = [];
        FaultScript script = null!;
        script = new FaultScript(_ =>
        {
            files.Add(Copy(files[^1], directory.File($"{seed}-{files.Count}.db")));
            opened.Add(new FaultedJournal(SqliteJournal.Open(files[^1], Options), script));
            return opened[^1];
        });
        opened.Add(new FaultedJournal(SqliteJournal.Open(files[0], Options), script));
        IReadOnlyList<string> told = new RandomTrace(opened[0], seed, script).Run(Steps);
        met.UnionWith(script.Faults.Values);
        opened.ForEach(static journal => journal.Dispose());
        files.ForEach(File.Delete);
        return told;
    }

    // What a killed process leaves behind: the file and its log as they are, with nobody to close them.
    private static string Copy(string file, string to)
    {
        File.Copy(file, to);
        if (File.Exists($"{file}-wal"))
            File.Copy($"{file}-wal", $"{to}-wal");
        return to;
    }

    private static string FirstDifference(IReadOnlyList<string> expected, IReadOnlyList<string> told)
    {
        int index = 0;
        while (index < Math.Min(expected.Count, told.Count) && expected[index] == told[index])
            index++;
        return $"line {index}: {expected.ElementAtOrDefault(index)} against {told.ElementAtOrDefault(index)}";
    }
}
