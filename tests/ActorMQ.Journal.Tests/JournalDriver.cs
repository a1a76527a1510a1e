using ActorMQ.Core;
using ActorMQ.Core.Topics;
using ActorMQ.Records;

namespace ActorMQ.Journal.Tests;

/// <summary>Drives a journal as an owner does: keeps each partition's right, sequence and next offset.</summary>
internal sealed class JournalDriver(IJournal journal)
{
    private readonly Dictionary<PartitionId, AcquiredPartition> rights = [];

    public IJournal Journal { get; set; } = journal;

    public PartitionId[] NewTopic(string name, int partitions)
    {
        NewTopic topic = new(name, partitions, TopicKind.Queue, 1_700_000_000_000);
        TopicRow row = Journal.CreateTopic(topic, Journal.ReadCatalogue().Version)!.Value;
        PartitionId[] ids = [.. Enumerable.Range(0, partitions).Select(index => new PartitionId(row.Id, index))];
        Acquire(ids);
        return ids;
    }

    public void Acquire(params PartitionId[] partitions)
    {
        foreach (AcquiredPartition acquired in Journal.Acquire(partitions, Nonce(rights.Count + 1)))
            rights[acquired.Partition] = acquired;
    }

    public AcquiredPartition Right(PartitionId partition) => rights[partition];

    /// <summary>An append of the right's next offsets; the driver moves on as if it will be stored.</summary>
    public JournalAppend Append(PartitionId partition, int records, string body = "", string events = "")
    {
        AcquiredPartition right = rights[partition];
        JournalAppend append = new()
        {
            Partition = partition,
            Ownership = right.Ownership,
            ExpectedSequence = right.Sequence,
            NextOffset = right.NextOffset + records,
            Events = Bytes(events),
        };
        if (records > 0)
            append.Batches.Add(new BatchEntry(right.NextOffset, records, Bytes(body)));
        rights[partition] = right with { Sequence = right.Sequence + 1, NextOffset = append.NextOffset };
        return append;
    }

    public AppendOutcome Commit(JournalAppend append) => CommitAll(append)[0];

    public AppendOutcome[] CommitAll(params JournalAppend[] group)
    {
        Journal.Commit(group);
        return [.. group.Select(append => append.Outcome)];
    }

    public string[] Recover(PartitionId partition)
    {
        RecordingSink sink = new();
        Journal.Recover(partition, sink);
        return [.. sink.Records];
    }

    /// <summary>The stored batches as <c>offset+count:body</c>.</summary>
    public string[] Read(PartitionId partition, long fromOffset = 0, int maxBytes = int.MaxValue)
    {
        SlabPool pool = new(1 << 20);
        List<StoredBatch> batches = [];
        Journal.ReadBatches(partition, fromOffset, maxBytes, pool, batches);
        string[] texts = [.. batches.Select(b => $"{b.BaseOffset}+{b.Count}:{Text(b.Bytes.Span)}")];
        foreach (StoredBatch batch in batches)
            batch.Bytes.Release();
        Assert.Equal(0, pool.RentedBytes);
        return texts;
    }

    public static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlySpan<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes);

    public static Guid Nonce(int number) => new(number, 0, 0, new byte[8]);
}
