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
internal sealed class Dispatcher(
    Partition partition, BatchCache cache, GroupMembers members, ReadBack readBack, NodeContext node)
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
        take.End = TakeEnd.Empty;
        // A node that stops hands out nothing: it takes back what is out.
        while (!subscription.IsPaused && !node.Life.IsStopping && TryAsk(take, out Demand demand))
        {
            bool isAny = group.TryDecideTake(demand, now, out HandedOut range);
            if (!isAny || node.Runtime.Rarely("dispatch: nothing yet"))
            {
                take.End = TakeEnd.Empty;
                members.Wait(subscription);
                break;
            }

            if (!cache.TryFind(range.First, out CachedBatch batch))
            {
                if (take.Messages == 0)
                {
                    readBack.Request(range.First, take);
                    return;
                }

                // What was handed out may be settled before the read is over: the subscriber has to know of it by then.
                take.End = TakeEnd.Satisfied;
                break;
            }

            if (!TryDeliver(take, group, Clip(range, batch, take.BytesMax - take.Bytes), batch))
                break;
            if (!node.Runtime.Rarely("dispatch: one range is enough"))
                continue;
            take.End = TakeEnd.Satisfied;
            break;
        }

        subscription.Subscriber.TryTellReserved(take);
    }

    private bool TryAsk(Take take, out Demand demand)
    {
        Subscription subscription = take.Subscription;
        int room = take.MessagesMax - take.Messages;
        demand = new Demand(
            subscription.Consumer.Value, room, subscription.Terms.AckWaitMs, subscription.Terms.Concurrency);
        bool isSatisfied = room <= 0 || take.Bytes >= take.BytesMax;
        bool isBlocked = !subscription.Session.CanDeliver || node.Runtime.Rarely("dispatch: connection is full");
        take.End = isSatisfied ? TakeEnd.Satisfied : TakeEnd.Blocked;
        return !isSatisfied && !isBlocked;
    }

    /// <summary>
    /// Cuts a range to its batch, to the consumer's bytes and to the size of a frame; at least one record.
    /// </summary>
    private HandedOut Clip(in HandedOut range, in CachedBatch batch, int bytesLeft)
    {
        int recordBytes = Math.Max(1, batch.Slab.Length / batch.Count);
        long inBatch = Math.Min(range.Count, batch.End - range.First);
        int inFrame = Math.Max(1, Math.Min(bytesLeft, FrameBytes) / recordBytes);
        bool isWhole = inBatch == batch.Count && batch.Slab.Length <= FrameBytes;
        int count = (int)(isWhole ? inBatch : Math.Min(inBatch, inFrame));
        if (count > 1 && node.Runtime.Rarely("dispatch: half of a range"))
            count /= 2;
        return range with { Count = node.Runtime.Rarely("dispatch: one record") ? 1 : count };
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
        take.Tenure = partition.Tenure;
        take.Messages += range.Count;
        take.Bytes += part.Bytes;
        return true;
    }
}
