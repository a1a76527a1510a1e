using ActorMQ.Actors;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker.Subscriptions;

/// <summary>Holds one consumer's credit and shows its demand to the partitions that have something for it.</summary>
internal sealed class SubscriberActor : ActorBase
{
    /// <summary>To a subscriber: its consumer knows of it, and may be given deliveries.</summary>
    public static readonly object Begin = Rejoin.Instance;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan RejoinDelay = TimeSpan.FromMilliseconds(100);

    private readonly Subscription subscription;
    private readonly NodeContext node;
    private readonly Take[] takes;

    // What of each partition is out, under which tenure. With the partition's actor its tenure ends: what was out
    // comes again, and what is said of it later says nothing of the credit.
    private readonly (long Tenure, int Messages)[] outs;
    private readonly Queue<int> ready = [];
    private readonly bool[] isReady;
    private readonly bool[] isJoined;
    private Credit credit;
    private SlowWatch slow;
    private SubscriptionEnd end;

    public SubscriberActor(Subscription subscription, Credit window, NodeContext node)
    {
        this.subscription = subscription;
        this.node = node;
        credit = window;
        int partitions = subscription.Topic.Partitions;
        takes = new Take[partitions];
        outs = new (long, int)[partitions];
        isReady = new bool[partitions];
        isJoined = new bool[partitions];
        for (int index = 0; index < partitions; index++)
            takes[index] = new Take(subscription, index);
    }

    protected override void PostStop()
    {
        // Where the node has closed the connection, what was at work there is not to blame.
        bool isOfNode = end == SubscriptionEnd.Lost && node.Life.IsStopping;
        var leave = new Leave(subscription, isOfNode ? SubscriptionEnd.Drained : end);
        for (int index = 0; index < takes.Length; index++)
            subscription.Topic.Find(index)?.TryTellReserved(leave);
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case PartitionReady partition:
                Enqueue(partition.Index);
                break;
            case Take answer:
                OnTaken(answer);
                break;
            case CreditReturned returned:
                OnReturned(returned);
                break;
            case Retry:
                break;
            case Unsubscribed unsubscribed:
                end = unsubscribed.End;
                Context.Stop(Self);
                return true;
            default:
                if (!ReceiveRare(message))
                    return false;
                break;
        }

        Pump();
        if (ready.Count > 0 && !subscription.IsPaused && slow.TryBegin())
            Context.Timers.Once(SlowLook.Instance, node.Options.SlowConsumerAfter);
        return true;
    }

    private bool ReceiveRare(object message)
    {
        switch (message)
        {
            case PartitionLost lost:
                OnLost(lost.Index);
                return true;
            case Rejoin:
                JoinAll();
                return true;
            case CreditHeld held:
                OnHeld(held);
                return true;
            case SlowLook:
                AskForWork();
                return true;
            case WorkWaits:
                TellIfSlow();
                return true;
            default:
                return false;
        }
    }

    private void OnTaken(Take answer)
    {
        answer.IsOut = false;
        // What was reserved for the take and not used is free again.
        if (!Mutants.LeaksCredit || answer.End != TakeEnd.Blocked)
            credit.Unreserve(answer.MessagesMax);
        credit.Spend(answer.Messages, answer.Bytes);
        if (answer.Messages > 0)
        {
            slow.Given();
            outs[answer.Index] = (answer.Tenure, outs[answer.Index].Messages + answer.Messages);
        }

        if (answer.End == TakeEnd.Blocked)
            Context.Timers.StartSingle(nameof(Retry), Retry.Instance, RetryDelay);
        if (answer.End != TakeEnd.Empty)
            Enqueue(answer.Index);
    }

    private void OnReturned(CreditReturned returned)
    {
        if ((uint)returned.Index >= (uint)outs.Length)
            return; // A client may name any partition.
        (long tenure, int messages) = outs[returned.Index];
        if (returned.Tenure != tenure)
            return;
        int back = Math.Min(messages, returned.Messages);
        outs[returned.Index] = (tenure, messages - back);
        credit.Return(back);
    }

    // Nobody knows any more how long the messages are that it had before: they take nothing of its window in bytes.
    private void OnHeld(CreditHeld held)
    {
        int more = held.Messages - outs[held.Index].Messages;
        if (more > 0)
            credit.Spend(more, 0);
        else
            credit.Return(-more);
        outs[held.Index] = (held.Tenure, held.Messages);
    }

    private void AskForWork()
    {
        if (!slow.End() || subscription.IsPaused)
            return;
        var query = new WorkQuery(subscription);
        for (int index = 0; index < isJoined.Length; index++)
        {
            if (isJoined[index])
                subscription.Topic.Find(index)?.TryTellReserved(query);
        }
    }

    private void TellIfSlow()
    {
        bool isStuck = credit.IsSpent || !subscription.Session.CanDeliver;
        if (isStuck && slow.TryTell())
            subscription.Session.Notify(
                new Notice { Kind = NoticeKind.SlowConsumer, SubscriptionId = subscription.Id });
    }

    private void OnLost(int index)
    {
        isJoined[index] = false;
        credit.Return(outs[index].Messages);
        outs[index] = default;
        if (takes[index].IsOut)
            credit.Unreserve(takes[index].MessagesMax);
        takes[index] = new Take(subscription, index);
        Context.Timers.StartSingle(nameof(Rejoin), Rejoin.Instance, RejoinDelay);
    }

    private void Enqueue(int index)
    {
        if (isReady[index])
            return;
        isReady[index] = true;
        ready.Enqueue(index);
    }

    private void Pump()
    {
        while (ready.Count > 0 && !credit.IsSpent && !Context.Timers.IsActive(nameof(Retry)))
        {
            if (ready.Count > 1 && node.Runtime.Rarely("subscriber: another partition first"))
                ready.Enqueue(ready.Dequeue());
            int index = ready.Dequeue();
            isReady[index] = false;
            Ask(index);
        }
    }

    private void Ask(int index)
    {
        Take take = takes[index];
        if (take.IsOut || !isJoined[index] || subscription.Topic.Find(index) is not { } partition)
            return;
        take.Ask(node.Runtime.Rarely("subscriber: ask for one message") ? 1 : credit.Messages, credit.Bytes);
        credit.Reserve(take.MessagesMax);
        bool isFull = node.Runtime.Rarely("subscriber: partition is full");
        if (!isFull && partition.TryTell(take, Self) == TellResult.Accepted)
            return;
        take.IsOut = false;
        credit.Unreserve(take.MessagesMax);
        Enqueue(index);
        Context.Timers.StartSingle(nameof(Retry), Retry.Instance, RetryDelay);
    }

    private void JoinAll()
    {
        if (subscription.Topic.IsDeleted)
        {
            // The client connects again, subscribes again, and hears that the topic is gone.
            subscription.Session.Fail(0, Problems.UnknownTopic(subscription.Topic.Name), CloseReason.Shutdown);
            return;
        }

        var join = new Join(subscription);
        for (int index = 0; index < takes.Length; index++)
        {
            if (!isJoined[index] && subscription.Topic.Find(index) is { } partition)
                JoinOne(index, partition, join);
        }

        if (Array.IndexOf(isJoined, false) >= 0)
            Context.Timers.StartSingle(nameof(Rejoin), Rejoin.Instance, RejoinDelay);
    }

    private void JoinOne(int index, IActorRef partition, Join join)
    {
        bool isLate = node.Runtime.Rarely("subscriber: join later");
        if (isLate || partition.TryTellReserved(join, Self) != TellResult.Accepted)
            return;
        isJoined[index] = true;
        Context.Watch(partition, new PartitionLost(index));
    }

    /// <summary>The actor of a partition ended; another one may follow.</summary>
    private sealed record PartitionLost(int Index);

    /// <summary>Look again for partitions that were not open.</summary>
    private sealed record Rejoin
    {
        public static readonly Rejoin Instance = new();
    }

    /// <summary>Nothing could be handed out for a while, perhaps.</summary>
    private sealed record SlowLook
    {
        public static readonly SlowLook Instance = new();
    }

    /// <summary>The connection was full, or a mailbox: try again.</summary>
    private sealed record Retry
    {
        public static readonly Retry Instance = new();
    }
}
