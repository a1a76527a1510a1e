using ActorMQ.Broker.Subscriptions;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using Google.Protobuf;
using Demand = ActorMQ.Core.Groups.Take;
using Take = ActorMQ.Broker.Subscriptions.Take;

namespace ActorMQ.Broker.Partitions;

/// <summary>Serves takes of one partition: hands out ranges and puts slices of cached batches on connections.</summary>
internal sealed class Dispatcher(
    Partition partition, BatchCache cache, GroupMembers members, ReadBack readBack, NodeContext node)
{
    /// <summary>Bytes of one delivery frame, unless a single record is larger.</summary>
    private const int FrameBytes = 80_000;

    /// <summary>Who is so many records behind gives way to senders.</summary>
    private const long BehindMin = 16_384;

    // What a seeded runtime may wait where nothing asks for it.
    private const long GivenWayMs = 20;

    /// <summary>How long records wait that cannot be read, until they are tried again.</summary>
    private const int DamagedWaitMs = 2_000;

    private readonly Deliver head = new();

    // What goes out in one frame, ascending; between two frames empty.
    private readonly List<HandedOut> ranges = [];

    // What was found last, and until when it is not read again, monotonic.
    private DamagedBatch damaged;
    private long damagedUntilMs;

    // What those who are behind may still be given, and from when on, monotonic.
    private long allowedBytes;
    private long allowedFromMs;

    /// <summary>What cannot be read waits from here on, and what is behind it goes on.</summary>
    public void PassOver(DamagedBatch found, Now now)
    {
        (damaged, damagedUntilMs) = (found, now.MonotonicMs + DamagedWaitMs / 2);
        node.Log.BatchDamaged(partition.Id, found.BaseOffset, found.Count, TimeSpan.FromMilliseconds(DamagedWaitMs));
    }

    /// <summary>Hands out what the take asks for and answers it, or parks it until it has been read back.</summary>
    public void Serve(Take take, Now now)
    {
        Subscription subscription = take.Subscription;
        take.End = TakeEnd.Empty;
        if (!members.Contains(subscription) || !partition.TryGetGroup(subscription.GroupId, out Group? group))
        {
            // The partition's last actor told it that there is something; here it takes part later, and is told then.
            subscription.Subscriber.TryTellReserved(take);
            return;
        }

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

            if (TryPutAside(group, range, now))
                continue;
            if (!TryFind(group, demand, now, ref range, out CachedBatch batch))
            {
                // What was handed out may be settled before the read is over: the subscriber has to know of it by then.
                take.End = TakeEnd.Satisfied;
                if (take.Messages > 0)
                    break;
                readBack.Request(range.First, take);
                return;
            }

            if (IsHeldUp(range, now, out long waitMs))
            {
                take.End = TakeEnd.Satisfied;
                if (take.Messages > 0)
                    break;
                readBack.Hold(take, waitMs);
                return;
            }

            Choose(group, range, batch, take);
            if (!TryDeliver(take, group, batch))
                break;
            if (!node.Runtime.Rarely("dispatch: one range is enough"))
                continue;
            take.End = TakeEnd.Satisfied;
            break;
        }

        subscription.Subscriber.TryTellReserved(take);
    }

    private bool TryPutAside(Group group, in HandedOut range, Now now)
    {
        if (!damaged.Holds(range.First) || now.MonotonicMs >= damagedUntilMs)
            return false;
        int count = (int)Math.Min(range.Count, damaged.End - range.First);
        group.PutAside(range with { Count = count }, DamagedWaitMs, now);
        return true;
    }

    private bool IsHeldUp(in HandedOut range, Now now, out long waitMs)
    {
        waitMs = node.Runtime.Rarely("dispatch: give way") ? GivenWayMs : 0;
        if (waitMs > 0 || partition.DurableOffset - range.First < BehindMin)
            return waitMs > 0;
        if (allowedBytes <= 0)
            allowedFromMs = now.MonotonicMs + node.Committer.CatchUp.Take(now.MonotonicMs, out allowedBytes);
        waitMs = allowedFromMs - now.MonotonicMs;
        return waitMs > 0;
    }

    // What has to be read back to be delivered again lets fresh records pass meanwhile.
    private bool TryFind(Group group, in Demand demand, Now now, ref HandedOut range, out CachedBatch batch)
    {
        if (cache.TryFind(range.First, out batch))
            return true;
        if (range.First >= group.Cursor
            || !group.TryDecideTake(demand with { IsFreshOnly = true }, now, out HandedOut fresh)
            || !cache.TryFind(fresh.First, out batch))
            return false;
        readBack.Request(range.First);
        range = fresh;
        return true;
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
    /// Cuts a range to its batch, to the consumer's bytes and to the size of a frame, at least one record; others of
    /// the batch that are delivered again fill the frame.
    /// </summary>
    private void Choose(Group group, in HandedOut range, in CachedBatch batch, Take take)
    {
        int recordBytes = Math.Max(1, batch.Slab.Length / batch.Count);
        long inBatch = Math.Min(range.Count, batch.End - range.First);
        int inFrame = Math.Max(1, Math.Min(take.BytesMax - take.Bytes, FrameBytes) / recordBytes);
        bool isWhole = inBatch == batch.Count && batch.Slab.Length <= FrameBytes;
        int count = (int)(isWhole ? inBatch : Math.Min(inBatch, inFrame));
        bool isHalf = count > 1 && node.Runtime.Rarely("dispatch: half of a range");
        bool isOne = node.Runtime.Rarely("dispatch: one record");
        ranges.Clear();
        ranges.Add(range with { Count = isOne ? 1 : isHalf ? count / 2 : count });
        if (!isHalf && !isOne)
            group.DecideMore(
                ranges, take.MessagesMax - take.Messages - count, Math.Min(batch.End, range.First + inFrame));
    }

    private bool TryDeliver(Take take, Group group, in CachedBatch batch)
    {
        long first = ranges[0].First;
        int span = (int)(ranges[^1].End - first);
        BatchPart part = BatchPart.Of(batch.Slab.Memory, (int)(first - batch.BaseOffset), span);
        head.SubscriptionId = take.Subscription.Id;
        head.Partition = take.Index;
        head.Tenure = partition.Tenure;
        head.Attempt = ranges[0].Attempt;
        head.FirstOffset = first;
        head.Count = span;
        head.BaseOffset = batch.BaseOffset;
        head.Selected = Selected(span);
        batch.Slab.Retain();
        if (!take.Subscription.Session.TryDeliver(head, part, batch.Slab))
        {
            batch.Slab.Release();
            take.End = TakeEnd.Blocked;
            return false;
        }

        int count = 0;
        foreach (HandedOut range in ranges)
        {
            group.Apply(range);
            count += range.Count;
        }

        take.Tenure = partition.Tenure;
        take.Messages += count;
        take.Bytes += part.Bytes;
        // What lies between records that are delivered again takes none of the pace: they are spread thin.
        allowedBytes -= (long)part.Bytes * count / span;
        return true;
    }

    // A bit for each record of the span; empty when all of them go out.
    private ByteString Selected(int span)
    {
        if (ranges.Count == 1)
            return ByteString.Empty;
        byte[] bits = new byte[(span + 7) / 8];
        foreach (HandedOut range in ranges)
        {
            int from = (int)(range.First - ranges[0].First);
            for (int index = from; index < from + range.Count; index++)
                bits[index >> 3] |= (byte)(1 << (index & 7));
        }

        return UnsafeByteOperations.UnsafeWrap(bits);
    }
}
