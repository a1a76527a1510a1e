using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using ActorMQ.Runtime;
using Google.Protobuf;
using Take = ActorMQ.Broker.Subscriptions.Take;

namespace ActorMQ.Broker.Partitions;

/// <summary>Ranges of one batch on their way to one subscription, in one frame.</summary>
internal sealed class DeliveryFrame(Partition partition, ActorRuntime runtime)
{
    /// <summary>Bytes of one frame, unless a single record is larger.</summary>
    private const int BytesMax = 80_000;

    private readonly Deliver head = new();

    // What goes out, ascending; between two frames the last one's.
    private readonly List<HandedOut> ranges = [];

    private long First => ranges[0].First;

    private int Span => (int)(ranges[^1].End - First);

    /// <summary>
    /// Cuts a range to its batch, to the consumer's bytes and to the size of a frame, at least one record; others of
    /// the batch that are delivered again fill the frame.
    /// </summary>
    public void Choose(Group group, in HandedOut range, in CachedBatch batch, Take take)
    {
        int recordBytes = Math.Max(1, batch.Slab.Length / batch.Count);
        long inBatch = Math.Min(range.Count, batch.End - range.First);
        int inFrame = Math.Max(1, Math.Min(take.BytesMax - take.Bytes, BytesMax) / recordBytes);
        bool isWhole = inBatch == batch.Count && batch.Slab.Length <= BytesMax;
        int count = (int)(isWhole ? inBatch : Math.Min(inBatch, inFrame));
        bool isHalf = count > 1 && runtime.Rarely("dispatch: half of a range");
        bool isOne = runtime.Rarely("dispatch: one record");
        ranges.Clear();
        ranges.Add(range with { Count = isOne ? 1 : isHalf ? count / 2 : count });
        if (!isHalf && !isOne)
            group.DecideMore(
                ranges, take.MessagesMax - take.Messages - count, Math.Min(batch.End, range.First + inFrame));
    }

    /// <summary>Puts it on the connection, and counts it as handed out; false: the connection has no room.</summary>
    /// <param name="take">Whose it is.</param>
    /// <param name="group">Whose records they are.</param>
    /// <param name="batch">The batch of all ranges.</param>
    /// <param name="given">
    /// Bytes of the records that were handed out: what lies between records that are delivered again is not of them.
    /// </param>
    public bool TryDeliver(Take take, Group group, in CachedBatch batch, out long given)
    {
        BatchPart part = BatchPart.Of(batch.Slab.Memory, (int)(First - batch.BaseOffset), Span);
        given = 0;
        Fill(take, batch);
        batch.Slab.Retain();
        if (!take.Subscription.Session.TryDeliver(head, part, batch.Slab))
        {
            batch.Slab.Release();
            return false;
        }

        int count = 0;
        foreach (HandedOut range in ranges)
        {
            group.Apply(range);
            count += range.Count;
        }

        take.Messages += count;
        take.Bytes += part.Bytes;
        take.Tenure = partition.Tenure;
        given = (long)part.Bytes * count / Span;
        return true;
    }

    private void Fill(Take take, in CachedBatch batch)
    {
        head.SubscriptionId = take.Subscription.Id;
        head.Partition = take.Index;
        head.Tenure = partition.Tenure;
        head.Attempt = ranges[0].Attempt;
        head.FirstOffset = First;
        head.Count = Span;
        head.BaseOffset = batch.BaseOffset;
        head.Selected = Selected();
    }

    // A bit for each record of the span; empty when all of them go out.
    private ByteString Selected()
    {
        if (ranges.Count == 1)
            return ByteString.Empty;
        byte[] bits = new byte[(Span + 7) / 8];
        foreach (HandedOut range in ranges)
        {
            int from = (int)(range.First - First);
            for (int index = from; index < from + range.Count; index++)
                bits[index >> 3] |= (byte)(1 << (index & 7));
        }

        return UnsafeByteOperations.UnsafeWrap(bits);
    }
}
