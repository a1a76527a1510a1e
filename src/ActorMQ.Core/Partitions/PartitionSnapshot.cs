using ActorMQ.Core.Groups;
using ActorMQ.Core.Producers;
using ActorMQ.Records;

namespace ActorMQ.Core.Partitions;

/// <summary>
/// Writes and reads the state of a partition as sections. Equal states give equal bytes, whatever way led to them.
/// docs/formats.md describes the bytes.
/// </summary>
internal static class PartitionSnapshot
{
    // Version 1 had no retries, no outbox, and leases without concurrency; it is still read.
    private const byte VersionMin = 1;

    /// <summary>The version of the snapshot.</summary>
    public const byte Version = 2;

    /// <summary>Writes everything.</summary>
    public static void Write(Partition partition, ByteWriter to)
    {
        var start = to.Length;
        to.WriteByte(Version);
        WritePartition(partition, to);
        WriteClock(partition, to);
        if (!Mutants.SnapshotForgetsProducers)
            WriteProducers(partition.Producers, to);
        foreach (var group in partition.Groups)
            GroupSnapshot.Write(group, to);
        to.WriteByte((byte)SnapshotSection.End);
        Stored.Seal(to, start);
    }

    /// <summary>Reads everything into an empty partition.</summary>
    public static void Read(Partition partition, ReadOnlySpan<byte> bytes)
    {
        var from = new ByteReader(Stored.Checked(bytes, "snapshot"));
        Stored.Require(Stored.Byte(ref from, "snapshot version") is >= VersionMin and <= Version, "snapshot version");
        while (true)
        {
            var section = (SnapshotSection)Stored.Byte(ref from, "snapshot section");
            if (section == SnapshotSection.End)
                break;
            Stored.Require(from.TryReadBytes(int.MaxValue, out var content), "snapshot section");
            ReadSection(partition, section, content);
        }

        Stored.Require(from.IsAtEnd, "snapshot end");
    }

    /// <summary>Begins a section; <see cref="EndSection"/> needs the answer.</summary>
    public static ByteWriter BeginSection(ByteWriter to, SnapshotSection section)
    {
        to.WriteByte((byte)section);
        return new ByteWriter();
    }

    /// <summary>Ends a section: its length and its content.</summary>
    public static void EndSection(ByteWriter to, ByteWriter content) => to.WriteBytes(content.Written);

    private static void ReadSection(Partition partition, SnapshotSection section, ReadOnlySpan<byte> content)
    {
        var from = new ByteReader(content);
        switch (section)
        {
            case SnapshotSection.Partition:
                ReadPartition(partition, ref from);
                break;
            case SnapshotSection.Clock:
                partition.NoteWall(Stored.Number(ref from, "clock"));
                break;
            case SnapshotSection.Producers:
                ReadProducers(partition.Producers, ref from);
                break;
            default:
                GroupSnapshot.ReadSection(partition, section, ref from);
                break;
        }

        Stored.Require(from.IsAtEnd, "snapshot section end");
    }

    private static void WritePartition(Partition partition, ByteWriter to)
    {
        var content = BeginSection(to, SnapshotSection.Partition);
        content.WriteVarint((ulong)partition.RecordNumber);
        content.WriteVarint((ulong)partition.NextOffset);
        content.WriteVarint((ulong)partition.Tenure);
        content.WriteVarint((ulong)partition.WallMs);
        EndSection(to, content);
    }

    // Only where the batches do not tell.
    private static void WriteClock(Partition partition, ByteWriter to)
    {
        if (!partition.IsDecidedLater)
            return;
        var content = BeginSection(to, SnapshotSection.Clock);
        content.WriteVarint((ulong)partition.DecidedMs);
        EndSection(to, content);
    }

    private static void ReadPartition(Partition partition, ref ByteReader from)
    {
        var number = Stored.Number(ref from, "record number");
        var nextOffset = Stored.Number(ref from, "next offset");
        var tenure = Stored.Number(ref from, "tenure");
        partition.Restore(number, nextOffset, tenure, Stored.Number(ref from, "wall clock"));
    }

    private static void WriteProducers(ProducerTable producers, ByteWriter to)
    {
        var content = BeginSection(to, SnapshotSection.Producers);
        content.WriteVarint((ulong)producers.Count);
        foreach (var producer in producers.All.OrderBy(one => one.Identity.High).ThenBy(one => one.Identity.Low))
            WriteProducer(producer, content);
        EndSection(to, content);
    }

    private static void WriteProducer(Producer producer, ByteWriter to)
    {
        to.WriteUInt64(producer.Identity.High);
        to.WriteUInt64(producer.Identity.Low);
        to.WriteVarint((ulong)producer.Epoch);
        to.WriteVarint((ulong)producer.LastUsedMs);
        to.WriteVarint((ulong)producer.Count);
        to.WriteVarint((ulong)producer[0].BaseSequence);
        for (var index = 0; index < producer.Count; index++)
        {
            to.WriteVarint((ulong)producer[index].Count);
            to.WriteVarint((ulong)producer[index].BaseOffset);
        }
    }

    private static void ReadProducers(ProducerTable producers, ref ByteReader from)
    {
        var count = Stored.Number(ref from, Limits.ProducersMax, "producers");
        for (var index = 0; index < count; index++)
            ReadProducer(producers, ref from);
    }

    private static void ReadProducer(ProducerTable producers, ref ByteReader from)
    {
        const string What = "producer";
        var identity = Stored.Producer(ref from, What);
        var epoch = Stored.Number(ref from, int.MaxValue, What);
        var usedMs = Stored.Number(ref from, What);
        var batches = Stored.Number(ref from, Limits.ProducerWindowBatches, What);
        var sequence = Stored.Number(ref from, What);
        Stored.Require(batches > 0 && !identity.IsNone, What);
        for (var index = 0; index < batches; index++)
        {
            var count = Stored.Number(ref from, int.MaxValue, What);
            var baseOffset = Stored.Number(ref from, What);
            producers.Apply(new BatchAppended(baseOffset, count, identity, epoch, sequence, usedMs));
            sequence += count;
        }
    }
}
