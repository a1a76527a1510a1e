using ActorMQ.Core;
using ActorMQ.Journal.Sqlite;

namespace ActorMQ.Journal.Tests.Sqlite;

/// <summary>What a crash can leave: the file, and the write-ahead log cut anywhere.</summary>
public sealed class CutTailTests
{
    private const int PageBytes = 4096;
    private const int LogHeaderBytes = 32;
    private const int FrameBytes = PageBytes + 24;
    private const int Commits = 40;

    private static readonly SqliteJournalOptions Options = new()
    {
        PageBytes = PageBytes,
        CheckpointBytes = 1 << 30,
        GrowthBytes = PageBytes,
        ReserveBytes = 0,
    };

    [Fact]
    public void A_log_cut_at_any_length_leaves_a_gap_free_prefix_of_commits()
    {
        using ScratchDirectory directory = new();
        PartitionId[] partitions = Fill(directory);
        byte[] log = File.ReadAllBytes(directory.File("live.db-wal"));
        int longest = -1;
        foreach (int length in Cuts(log.Length))
        {
            int commits = CommitsAfterCut(directory, partitions, log.AsSpan(0, length));
            Assert.True(commits >= longest, $"cut at {length}: {commits} commits, fewer than a shorter log had");
            longest = commits;
        }

        Assert.Equal(Commits, longest);
    }

    [Fact]
    public void A_flipped_byte_in_the_log_leaves_a_gap_free_prefix_of_commits()
    {
        using ScratchDirectory directory = new();
        PartitionId[] partitions = Fill(directory);
        byte[] log = File.ReadAllBytes(directory.File("live.db-wal"));
        Random random = new(4711);
        for (int i = 0; i < 60; i++)
        {
            byte[] damaged = [.. log];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            Assert.InRange(CommitsAfterCut(directory, partitions, damaged), -1, Commits);
        }
    }

    /// <summary>Makes the topic, checkpoints, then commits; keeps copies of both files as they are live.</summary>
    private static PartitionId[] Fill(ScratchDirectory directory)
    {
        string path = directory.File("j.db");
        PartitionId[] partitions;
        using (SqliteJournal journal = SqliteJournal.Open(path, Options))
            partitions = new JournalDriver(journal).NewTopic("t", 2);

        using SqliteJournal again = SqliteJournal.Open(path, Options);
        File.Copy(path, directory.File("live.db"));
        JournalDriver driver = new(again);
        driver.Acquire(partitions);
        for (int i = 1; i <= Commits; i++)
        {
            JournalAppend[] group =
            [
                driver.Append(partitions[0], 1, new string('a', i * 300 % 7000 + 1), $"a{i}"),
                driver.Append(partitions[1], 1, $"b{i}", $"b{i}"),
            ];
            group[0].PurgeBelow = i - 10;
            Assert.All(driver.CommitAll(group), outcome => Assert.Equal(AppendOutcome.Stored, outcome));
        }

        File.Copy(path + "-wal", directory.File("live.db-wal"));
        return partitions;
    }

    /// <summary>Each frame's boundary and a few bytes around it, and lengths at random.</summary>
    private static IEnumerable<int> Cuts(int length)
    {
        Random random = new(20);
        List<int> cuts = [.. Enumerable.Range(0, 150).Select(_ => random.Next(length + 1)), length];
        for (int frame = LogHeaderBytes; frame <= length; frame += FrameBytes)
            cuts.AddRange([frame - 1, frame, frame + 1, frame + 24]);
        return cuts.Where(cut => cut <= length).Distinct().Order();
    }

    /// <summary>Opens the file with that log, checks that it holds a whole prefix, counts its commits.</summary>
    private static int CommitsAfterCut(ScratchDirectory directory, PartitionId[] partitions, ReadOnlySpan<byte> log)
    {
        string path = directory.File("cut.db");
        File.Copy(directory.File("live.db"), path, overwrite: true);
        File.WriteAllBytes(path + "-wal", log);
        using SqliteJournal journal = SqliteJournal.Open(path, Options with { IsSynced = false });
        JournalDriver driver = new(journal);
        int[] commits = [.. partitions.Select(p => (int)journal.Recover(p, new RecordingSink())!.Value.Sequence)];
        Assert.Equal(commits[0], commits[1]);
        Assert.Equal(Enumerable.Range(1, commits[0]).Select(i => $"E:a{i}"), driver.Recover(partitions[0]));
        Assert.Equal(
            Enumerable.Range(1, commits[1]).Select(i => $"{i - 1}+1:b{i}"), driver.Read(partitions[1]));
        return commits[0];
    }
}
