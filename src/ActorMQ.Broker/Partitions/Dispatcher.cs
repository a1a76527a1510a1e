using ActorMQ.Broker.Subscriptions;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using Demand = ActorMQ.Core.Groups.Take;
using Take = ActorMQ.Broker.Subscriptions.Take;

namespace ActorMQ.Broker.Partitions;

/// <summary>Serves takes of one partition: hands out ranges and puts slices of cached batches on connections.</summary>
internal sealed class Dispatcher(Partition partition, BatchCache cache, GroupMembers members, ReadBack readBack)
{
    /// <summary>Bytes of one delivery frame, unless a single record is larger.</summary>
    private const int FrameBytes = 80_000;

    private readonly Deliver head = new();

    /// <summary>Hands out what the take asks for and answers it, or parks it until it has been read back.</summary>
    public void Serve(Take take, Now now)
    {
        Subscription subscription = take.Subscription;
        if (!members.Contains(subscription) || !partition.TryGetGroup(subscription.GroupId, out Group? group))
            return;
        while (TryAsk(take, out Demand demand))
        {
            if (!group.TryDecideTake(demand, now, out HandedOut range))
            {
                take.End = TakeEnd.Empty;
                members.Wait(subscription);
                break;
            }

            if (!cache.TryFind(range.First, out CachedBatch batch))
            {
                readBack.Request(range.First, take);
                return;
            }

            if (!TryDeliver(take, group, Clip(range, batch, take.BytesMax - take.Bytes), batch))
                break;
        }

        subscription.Subscriber.TryTellReserved(take);
    }

    private static bool TryAsk(Take take, out Demand demand)
    {
        Subscription subscription = take.Subscription;
        int room = take.MessagesMax - take.Messages;
        demand = new Demand(subscription.Consumer, room, subscription.AckWaitMs);
        bool isSatisfied = room <= 0 || take.Bytes >= take.BytesMax;
        bool isBlocked = !subscription.Session.CanDeliver;
        take.End = isSatisfied ? TakeEnd.Satisfied : TakeEnd.Blocked;
        return !isSatisfied && !isBlocked;
    }

    /// <summary>
    /// Cuts a range to its batch, to the consumer's bytes and to the size of a frame; at least one record.
    /// </summary>
    private static HandedOut Clip(in HandedOut range, in CachedBatch batch, int bytesLeft)
    {
        int recordBytes = Math.Max(1, batch.Slab.Length / batch.Count);
        long inBatch = Math.Min(range.Count, batch.End - range.First);
        int inFrame = Math.Max(1, Math.Min(bytesLeft, FrameBytes) / recordBytes);
        bool isWhole = inBatch == batch.Count && batch.Slab.Length <= FrameBytes;
        return range with { Count = (int)(isWhole ? inBatch : Math.Min(inBatch, inFrame)) };
    }

    private bool TryDeliver(Take take, Group group, in HandedOut range, in CachedBatch batch)
    {
        BatchPart part = BatchPart.Of(batch.Slab.Memory, (int)(range.First - batch.BaseOffset), range.Count);
        head.SubscriptionId = take.Subscription.Id;
        head.Partition = take.Index;
        head.Tenure = partition.Tenure;
        head.Attempt = range.Attempt;
        head.FirstOffset = range.First;
        head.Count = range.Count;
        head.BaseOffset = batch.BaseOffset;
        batch.Slab.Retain();
        if (!take.Subscription.Session.TryDeliver(head, part, batch.Slab))
        {
            batch.Slab.Release();
            take.End = TakeEnd.Blocked;
            return false;
        }

        group.Apply(range);
        take.Messages += range.Count;
        take.Bytes += part.Bytes;
        return true;
    }
}
