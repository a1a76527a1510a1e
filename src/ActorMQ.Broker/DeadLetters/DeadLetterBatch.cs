using ActorMQ.Broker.Partitions;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Producers;
using ActorMQ.Records;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>
/// One batch of dead letters in the making: consecutive moves of one group, out of batches in memory.
/// </summary>
internal sealed class DeadLetterBatch(PartitionId origin, int groupId, DeadLetterTarget target)
{
    /// <summary>What one batch of dead letters holds at most: what a turn may take.</summary>
    private const int BytesTarget = 256 << 10;
    private const int OpenedMax = 16;

    private readonly BatchBuilder builder = new(BytesTarget);
    private BatchReader reader;
    private long openBase = -1;
    private int opened;
    private long firstSequence = -1;

    /// <summary>The sequence behind the last move in it; -1: there is none.</summary>
    public long EndSequence { get; private set; } = -1;

    /// <summary>Adds a move whose record is in that batch; false: it is for another batch of dead letters.</summary>
    /// <exception cref="PartitionFailedException">What is stored of it is damaged.</exception>
    public bool TryAdd(in Move move, in CachedBatch batch)
    {
        if (!TryOpen(batch))
            return false;
        int index = (int)(move.Offset - batch.BaseOffset);
        List<MessageHeader> headers = DeadLetterHeaders.Of(
            move, origin, target, reader.Header.CreatedUnixMs, reader.Headers(index));
        if (!builder.TryAdd(reader.Key(index).Span, reader.Tag(index).Span, headers, reader.Body(index).Span))
            return false;
        firstSequence = firstSequence < 0 ? move.Sequence : firstSequence;
        EndSequence = move.Sequence + 1;
        return true;
    }

    /// <summary>The finished batch, under the identity of the group's outbox.</summary>
    public Slab Seal(SlabPool slabs, long nowUnixMs) => builder.Seal(
        new BatchStamp(InternalProducers.OfOutbox(origin, groupId), 0, firstSequence, 0, nowUnixMs), slabs);

    private bool TryOpen(in CachedBatch batch)
    {
        if (batch.BaseOffset == openBase)
            return true;
        if (opened++ == OpenedMax)
            return false;
        BatchFault fault = BatchReader.TryOpen(batch.Slab.Memory, out reader);
        if (fault != BatchFault.None)
            throw new PartitionFailedException(origin, $"The batch at offset {batch.BaseOffset}: {fault}.", null);
        openBase = batch.BaseOffset;
        return true;
    }
}
