using ActorMQ.Broker.Subscriptions;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using Demand = ActorMQ.Core.Groups.Take;
using Take = ActorMQ.Broker.Subscriptions.Take;

namespace ActorMQ.Broker.Partitions;

/// <summary>Serves takes of one partition: hands out ranges and puts slices of cached batches on connections.</summary>
internal sealed class Dispatcher(
    Partition partition, BatchCache cache, GroupMembers members, ReadBack readBack, NodeContext node)
{
    private readonly DeliveryFrame frame = new(partition, node.Runtime);
    private readonly DamagedRange damaged = new(partition.Id, node);
    private readonly CatchUpAllowance allowance = new(node);

    /// <summary>What cannot be read waits from here on, and what is behind it goes on.</summary>
    public void PassOver(DamagedBatch found, Now now) => damaged.Note(found, now);

    /// <summary>Hands out what the take asks for, and answers it.</summary>
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

            if (damaged.TryPutAside(group, range, now))
                continue;
            bool isFound = TryFind(group, demand, now, ref range, out CachedBatch batch);
            long waitMs = isFound ? allowance.WaitMs(partition.DurableOffset - range.First, now) : 0;
            if (!isFound || waitMs > 0)
            {
                // It goes back at once: what is reserved for it may go to another partition meanwhile.
                take.End = TakeEnd.Empty;
                if (isFound)
                    readBack.Hold(subscription, waitMs);
                else
                    readBack.Request(range.First, subscription);
                break;
            }

            frame.Choose(group, range, batch, take);
            if (!frame.TryDeliver(take, group, batch, out long given))
            {
                take.End = TakeEnd.Blocked;
                break;
            }

            allowance.Use(given);
            if (!node.Runtime.Rarely("dispatch: one range is enough"))
                continue;
            take.End = TakeEnd.Satisfied;
            break;
        }

        subscription.Subscriber.TryTellReserved(take);
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
}
