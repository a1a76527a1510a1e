using ActorMQ.Actors;
using ActorMQ.Protocol;
using ActorMQ.Records;
using ActorMQ.Runtime;

namespace ActorMQ.Broker.Subscriptions;

/// <summary>Holds one consumer's credit and shows its demand to the partitions that have something for it.</summary>
internal sealed class SubscriberActor : ActorBase
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan RejoinDelay = TimeSpan.FromMilliseconds(100);

    private readonly Subscription subscription;
    private readonly ActorRuntime runtime;
    private readonly Take[] takes;

    // What of each partition is out, under which tenure. With the partition's actor its tenure ends: what was out
    // comes again, and what is said of it later says nothing of the credit.
    private readonly (long Tenure, int Messages)[] outs;
    private readonly Queue<int> ready = [];
    private readonly bool[] isReady;
    private readonly bool[] isJoined;
    private Credit credit;
    private SubscriptionEnd end;

    public SubscriberActor(Subscription subscription, Credit window, ActorRuntime runtime)
    {
        this.subscription = subscription;
        this.runtime = runtime;
        credit = window;
        int partitions = subscription.Topic.Partitions;
        takes = new Take[partitions];
        outs = new (long, int)[partitions];
        isReady = new bool[partitions];
        isJoined = new bool[partitions];
        for (int index = 0; index < partitions; index++)
            takes[index] = new Take(subscription, index);
    }

    protected override void PreStart()
    {
        subscription.Subscriber = Self;
        JoinAll();
    }

    protected override void PostStop()
    {
        var leave = new Leave(subscription, end);
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
            case PartitionLost lost:
                OnLost(lost.Index);
                break;
            case Rejoin:
                JoinAll();
                break;
            case Retry:
                break;
            case Unsubscribed unsubscribed:
                end = unsubscribed.End;
                Context.Stop(Self);
                return true;
            default:
                return false;
        }

        Pump();
        return true;
    }

    private void OnTaken(Take answer)
    {
        answer.IsOut = false;
        // What was reserved for the take and not used is free again.
        if (!Mutants.LeaksCredit || answer.End != TakeEnd.Blocked)
            credit.Unreserve(answer.MessagesMax);
        credit.Spend(answer.Messages, answer.Bytes);
        if (answer.Messages > 0)
            outs[answer.Index] = (answer.Tenure, outs[answer.Index].Messages + answer.Messages);
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
            if (ready.Count > 1 && runtime.Rarely("subscriber: another partition first"))
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
        take.Ask(runtime.Rarely("subscriber: ask for one message") ? 1 : credit.Messages, credit.Bytes);
        credit.Reserve(take.MessagesMax);
        bool isFull = runtime.Rarely("subscriber: partition is full");
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
        bool isLate = runtime.Rarely("subscriber: join later");
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

    /// <summary>The connection was full, or a mailbox: try again.</summary>
    private sealed record Retry
    {
        public static readonly Retry Instance = new();
    }
}
