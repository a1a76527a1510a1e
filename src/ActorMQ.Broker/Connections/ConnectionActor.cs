using ActorMQ.Actors;
using ActorMQ.Broker.Catalogue;
using ActorMQ.Broker.Subscriptions;
using ActorMQ.Core.Groups;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Broker.Connections;

/// <summary>Owns one connection's subscribers: makes them, ends them, and goes when the connection goes.</summary>
internal sealed class ConnectionActor(NodeContext node, Session session, long number) : ActorBase
{
    private readonly Dictionary<long, Subscription> subscriptions = [];
    private readonly Dictionary<long, UnsubscribeRequest> leaving = [];
    private long lastId;
    private int pending;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case SubscribeRequest request:
                OnSubscribe(request);
                return true;
            case GroupAnswer answer:
                OnGroup(answer);
                return true;
            case UnsubscribeRequest request:
                OnUnsubscribe(request);
                return true;
            case SubscriberEnded ended:
                OnEnded(ended.Id);
                return true;
            case DrainConnection order:
                session.Drain(order.Within);
                Context.Timers.Once(ConnectionDrained.Instance, order.Within);
                return true;
            case ConnectionClosed or ConnectionDrained:
                Context.Stop(Self);
                return true;
            default:
                return false;
        }
    }

    protected override void PreStart() => node.Life.Connections.Add(number, Self);

    protected override void PostStop()
    {
        session.Close(CloseReason.Shutdown);
        node.Life.Connections.Remove(number);
    }

    private void OnSubscribe(SubscribeRequest request)
    {
        Problem? problem = Check(request.Head);
        if (problem is null)
        {
            pending++;
            var ask = new EnsureGroupRequest(request.Head.Topic, request.Head.Group, request);
            bool isFull = node.Runtime.Rarely("subscribe: catalogue is full");
            if (!isFull && node.Catalogue.TryTell(ask, Self) == TellResult.Accepted)
                return;
            pending--;
            problem = Problems.Overloaded;
        }

        Refuse(request, problem.Value);
    }

    private Problem? Check(Subscribe head)
    {
        BrokerOptions options = node.Options;
        if (node.Life.IsStopping)
            return Problems.ShuttingDown;
        if (subscriptions.Count + pending >= options.SubscriptionsMax)
            return Problems.TooManySubscriptions(options.SubscriptionsMax);
        if (head.WindowMessages < 1 || head.WindowMessages > options.WindowMessagesMax)
            return Problems.OutOfRange("window_messages", options.WindowMessagesMax);
        if (head.WindowBytes < 1 || head.WindowBytes > options.WindowBytesMax)
            return Problems.OutOfRange("window_bytes", options.WindowBytesMax);
        if (head.AckWaitMs < 0 || head.AckWaitMs > options.AckWaitMax.TotalMilliseconds)
            return Problems.OutOfRange("ack_wait_ms", (long)options.AckWaitMax.TotalMilliseconds);
        return null;
    }

    private void OnGroup(GroupAnswer answer)
    {
        pending--;
        if (answer.Topic is not { } topic)
        {
            Refuse(answer.Request, answer.Problem);
            return;
        }

        Subscribe head = answer.Request.Head;
        SubscriptionTerms terms = TermsOf(head, answer.Policy);
        ConsumerNumber consumer = node.Life.Consumers.Next(answer.GroupId, head.ConsumerId, head.Resume);
        var subscription = new Subscription(++lastId, consumer, topic, answer.GroupId, terms, session);
        subscriptions.Add(subscription.Id, subscription);
        IActorRef subscriber = Make(subscription, new Credit(head.WindowMessages, head.WindowBytes));
        session.Subscriptions.Add(subscription);
        // The client learns the number before the first delivery carries it.
        session.Reply(FrameType.Subscribed, answer.Request.Correlation, new Subscribed
        {
            SubscriptionId = subscription.Id,
            GroupId = answer.GroupId,
            TopicId = topic.Id,
            Partitions = topic.Partitions,
            AckWaitMs = terms.AckWaitMs,
            AttemptLimit = terms.Policy.AttemptLimit,
            DeadLettersOff = !terms.Policy.HasDeadLetters,
        });
        subscriber.TryTellReserved(SubscriberActor.Begin);
    }

    private SubscriptionTerms TermsOf(Subscribe head, GroupPolicy policy)
    {
        int ofGroup = policy == GroupPolicy.Default ? (int)node.Options.AckWait.TotalMilliseconds : policy.AckWaitMs;
        return new SubscriptionTerms(
            head.AckWaitMs > 0 ? head.AckWaitMs : ofGroup,
            Math.Clamp(head.Concurrency, 1, Core.Limits.ConcurrencyMax),
            policy);
    }

    private IActorRef Make(Subscription subscription, Credit window)
    {
        var props = new Props(() => new SubscriberActor(subscription, window, node), Supervision: null);
        IActorRef subscriber = Context.ActorOf(props, $"subscriber-{subscription.Id}");
        subscription.Subscriber = subscriber;
        Context.Watch(subscriber, new SubscriberEnded(subscription.Id));
        return subscriber;
    }

    private void OnUnsubscribe(UnsubscribeRequest request)
    {
        long id = request.Head.SubscriptionId;
        if (!subscriptions.TryGetValue(id, out Subscription? subscription))
        {
            var refusal = new Protocol.Wire.Unsubscribed
            {
                SubscriptionId = id,
                Error = Problems.UnknownSubscription(id).ToWire(),
            };
            session.Reply(FrameType.Unsubscribed, request.Correlation, refusal);
            return;
        }

        leaving[id] = request;
        subscription.Subscriber.TryTellReserved(new Subscriptions.Unsubscribed(
            request.Head.Drain ? SubscriptionEnd.Drained : SubscriptionEnd.Left));
    }

    private void OnEnded(long id)
    {
        subscriptions.Remove(id);
        session.Subscriptions.Remove(id);
        if (!leaving.Remove(id, out UnsubscribeRequest? request))
            return;
        var answer = new Protocol.Wire.Unsubscribed { SubscriptionId = id };
        session.Reply(FrameType.Unsubscribed, request.Correlation, answer);
    }

    private void Refuse(SubscribeRequest request, in Problem problem) =>
        session.Reply(FrameType.Subscribed, request.Correlation, new Subscribed { Error = problem.ToWire() });

    /// <summary>A subscriber has left all partitions.</summary>
    private sealed record SubscriberEnded(long Id);
}
