using ActorMQ.Core;
using ActorMQ.Journal.Sqlite;
using ActorMQ.Records;

namespace ActorMQ.Journal.Tests.Sqlite;

/// <summary>Bits that flip in the file, under rows that are at rest.</summary>
public sealed class StoredDamageTests
{
    [Fact]
    public void Every_flipped_byte_of_a_stored_batch_is_found()
    {
        using ScratchDirectory directory = new();
        byte[] batch = Batch();
        PartitionId partition = Store(directory, batch, append => append.Batches.Add(new BatchEntry(0, 3, batch)));
        byte[] file = File.ReadAllBytes(directory.File("j.db"));
        int start = file.AsSpan().IndexOf(batch);
        for (int at = 0; at < batch.Length; at++)
        {
            byte[] damaged = [.. file];
            damaged[start + at] ^= 0x10;
            File.WriteAllBytes(directory.File("j.db"), damaged);
            Assert.False(ReadsSoundBatch(directory, partition), $"the flip of byte {at} was not found");
        }

        File.WriteAllBytes(directory.File("j.db"), file);
        Assert.True(ReadsSoundBatch(directory, partition));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_flipped_byte_of_an_event_record_or_snapshot_is_found(bool isSnapshot)
    {
        using ScratchDirectory directory = new();
        byte[] record = JournalDriver.Bytes("a record that is easy to find again");
        PartitionId partition = Store(directory, record, append =>
        {
            append.Events = isSnapshot ? default : record;
            append.Snapshot = isSnapshot ? record : default;
        });
        byte[] file = File.ReadAllBytes(directory.File("j.db"));
        int start = file.AsSpan().IndexOf(record);
        for (int at = 0; at < record.Length; at++)
        {
            byte[] damaged = [.. file];
            damaged[start + at] ^= 0x01;
            File.WriteAllBytes(directory.File("j.db"), damaged);
            using SqliteJournal journal = SqliteJournal.Open(directory.File("j.db"));
            JournalCorruptException corrupt = Assert.Throws<JournalCorruptException>(
                () => journal.Recover(partition, new RecordingSink()));
            Assert.Equal(partition, corrupt.Partition);
        }
    }

    private static byte[] Batch()
    {
        BatchBuilder builder = new(4096);
        for (int i = 0; i < 3; i++)
            Assert.True(builder.TryAdd(default, default, null, JournalDriver.Bytes($"body {i} of the batch")));
        byte[] batch = builder.Seal(new BatchStamp()).ToArray();
        RecordBatch.Stamp(batch, 0, 1);
        return batch;
    }

    private static PartitionId Store(ScratchDirectory directory, byte[] content, Action<JournalAppend> fill)
    {
        using SqliteJournal journal = SqliteJournal.Open(directory.File("j.db"));
        JournalDriver driver = new(journal);
        PartitionId partition = driver.NewTopic("t", 1)[0];
        JournalAppend append = driver.Append(partition, 0);
        fill(append);
        append.NextOffset = content.Length;
        Assert.Equal(AppendOutcome.Stored, driver.Commit(append));
        return partition;
    }

    private static bool ReadsSoundBatch(ScratchDirectory directory, PartitionId partition)
    {
        using SqliteJournal journal = SqliteJournal.Open(directory.File("j.db"));
        List<StoredBatch> batches = [];
        try
        {
            journal.ReadBatches(partition, 0, int.MaxValue, new SlabPool(1 << 20), batches);
        }
        catch (JournalCorruptException)
        {
            return false;
        }

        return RecordBatch.Verify(Assert.Single(batches).Bytes.Span) == BatchFault.None;
    }
}
