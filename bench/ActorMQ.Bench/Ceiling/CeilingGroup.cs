using ActorMQ.Core;
using ActorMQ.Core.Topics;
using ActorMQ.Journal;
using ActorMQ.Records;

namespace ActorMQ.Bench.Ceiling;

/// <summary>One append for each partition, filled with whatever waits. Owned by the commit lane.</summary>
internal sealed class CeilingGroup
{
    private readonly IJournal journal;
    private readonly JournalAppend[] appends;
    private readonly List<JournalAppend> used = [];
    private readonly List<long> offsets = [];
    private readonly long[] nextOffsets;

    public CeilingGroup(IJournal journal)
    {
        this.journal = journal;
        NewTopic topic = new("ceiling", BenchLoad.Partitions, TopicKind.Queue, 0);
        int id = journal.CreateTopic(topic, journal.ReadCatalogue().Version)!.Value.Id;
        PartitionId[] partitions = [.. Enumerable.Range(0, BenchLoad.Partitions).Select(i => new PartitionId(id, i))];
        appends = [.. journal.Acquire(partitions, Guid.NewGuid()).Select(static acquired => new JournalAppend
        {
            Partition = acquired.Partition,
            Ownership = acquired.Ownership,
            ExpectedSequence = acquired.Sequence,
        })];
        nextOffsets = new long[appends.Length];
    }

    /// <summary>Stores all batches in one transaction.</summary>
    /// <returns>The base offset of each.</returns>
    public List<long> Commit(List<CeilingBatch> batches, long[] settled)
    {
        offsets.Clear();
        foreach (CeilingBatch batch in batches)
            Add(batch);
        foreach (JournalAppend append in used)
            append.PurgeBelow = Volatile.Read(ref settled[append.Partition.Index]);
        journal.Commit(used);
        foreach (JournalAppend append in used)
            Finish(append);
        used.Clear();
        return offsets;
    }

    private void Add(in CeilingBatch batch)
    {
        JournalAppend append = appends[batch.Partition];
        if (append.Batches.Count == 0)
            used.Add(append);
        long offset = nextOffsets[batch.Partition];
        nextOffsets[batch.Partition] += batch.Count;
        offsets.Add(offset);
        RecordBatch.Stamp(batch.Bytes.Span, offset, append.Ownership.Epoch);
        append.Batches.Add(new BatchEntry(offset, batch.Count, batch.Bytes.Memory));
        append.NextOffset = nextOffsets[batch.Partition];
    }

    private static void Finish(JournalAppend append)
    {
        if (append.Outcome != AppendOutcome.Stored)
            throw new InvalidOperationException($"The journal refused an append: {append.Outcome}.", append.Failure);
        append.ExpectedSequence++;
        append.Batches.Clear();
    }
}
