using ActorMQ.Journal.Sqlite;

namespace ActorMQ.Journal.Tests.Sqlite;

public sealed class SameOutcomesTests
{
    private const int Steps = 60;

    [Fact]
    public void Random_lives_are_told_alike_by_both_journals()
    {
        using ScratchDirectory directory = new();
        for (int seed = 1; seed <= 500; seed++)
        {
            using MemoryJournal memory = new();
            // Not synced: what is compared here is meaning, and 500 lives of synced commits would take minutes.
            SqliteJournalOptions options = new()
            {
                IsSynced = false,
                CheckpointBytes = 200_000,
                GrowthBytes = 1 << 16,
                ReserveBytes = 0,
            };
            string file = directory.File($"{seed}.db");
            using (SqliteJournal sqlite = SqliteJournal.Open(file, options))
            {
                IReadOnlyList<string> expected = new RandomTrace(memory, seed).Run(Steps);
                IReadOnlyList<string> told = new RandomTrace(sqlite, seed).Run(Steps);
                Assert.True(expected.SequenceEqual(told), $"seed {seed}: {FirstDifference(expected, told)}");
            }

            File.Delete(file);
        }
    }

    private static string FirstDifference(IReadOnlyList<string> expected, IReadOnlyList<string> told)
    {
        int index = 0;
        while (index < Math.Min(expected.Count, told.Count) && expected[index] == told[index])
            index++;
        return $"line {index}: {expected.ElementAtOrDefault(index)} against {told.ElementAtOrDefault(index)}";
    }
}
