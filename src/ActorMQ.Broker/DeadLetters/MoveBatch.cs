using ActorMQ.Broker.Partitions;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Records;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>
/// One batch of moves in the making: consecutive moves of one group to one partition, out of batches in memory.
/// </summary>
internal sealed class MoveBatch(PartitionId origin, int groupId, MoveTarget target)
{
    /// <summary>What one batch of moves holds at most: what a turn may take.</summary>
    private const int BytesTarget = 256 << 10;
    private const int OpenedMax = 16;

    private readonly BatchBuilder builder = new(BytesTarget);
    private BatchReader reader;
    private long openBase = -1;
    private int opened;
    private long firstSequence = -1;

    /// <summary>The sequence behind the last move in it; -1: there is none.</summary>
    public long EndSequence { get; private set; } = -1;

    /// <summary>The partition of the target that it is for.</summary>
    public int Partition { get; private set; }

    /// <summary>What the last move was to be read from, where that is damaged.</summary>
    public DamagedBatch? Damaged { get; private set; }

    /// <summary>
    /// Adds a move whose record is in that batch; false: it is for another batch of moves, or
    /// <see cref="Damaged"/>.
    /// </summary>
    public bool TryAdd(in Move move, in CachedBatch batch)
    {
        if (!target.Takes(move) || !TryOpen(batch))
            return false;
        int index = (int)(move.Offset - batch.BaseOffset);
        IReadOnlyList<MessageHeader> own = reader.Headers(index);
        int partition = target.PartitionOf(origin, own);
        if (firstSequence >= 0 && partition != Partition)
            return false;
        List<MessageHeader> headers = target.HeadersOf(move, origin, reader.Header.CreatedUnixMs, own);
        if (!builder.TryAdd(reader.Key(index).Span, reader.Tag(index).Span, headers, reader.Body(index).Span))
            return false;
        Partition = partition;
        firstSequence = firstSequence < 0 ? move.Sequence : firstSequence;
        EndSequence = move.Sequence + 1;
        return true;
    }

    /// <summary>The finished batch, under the identity of the group's outbox.</summary>
    public Slab Seal(SlabPool slabs, long nowUnixMs) => builder.Seal(
        new BatchStamp(target.SenderOf(origin, groupId), 0, firstSequence, 0, nowUnixMs), slabs);

    private bool TryOpen(in CachedBatch batch)
    {
        if (batch.BaseOffset == openBase)
            return true;
        if (opened++ == OpenedMax)
            return false;
        bool isSound = BatchReader.TryOpen(batch.Slab.Memory, out reader) == BatchFault.None;
        openBase = isSound ? batch.BaseOffset : -1;
        if (!isSound)
            Damaged = new DamagedBatch(batch.BaseOffset, batch.Count);
        return isSound;
    }
}
