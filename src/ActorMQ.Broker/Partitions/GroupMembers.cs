using ActorMQ.Broker.Subscriptions;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Runtime;

namespace ActorMQ.Broker.Partitions;

/// <summary>Who consumes from one partition, and who waits to hear that there is something.</summary>
internal sealed class GroupMembers(int partitionIndex, ActorRuntime runtime)
{
    private readonly PartitionReady ready = new(partitionIndex);
    private readonly Dictionary<int, List<Subscription>> waiting = [];
    private readonly Dictionary<long, Subscription> members = [];

    // Those that take part once what was decided before they came is durable.
    private readonly HashSet<Subscription> expected = new(ReferenceEqualityComparer.Instance);

    // The latest life of each consumer that is back, from the first word of it on: it may claim before it takes part.
    private readonly Dictionary<long, long> heard = [];

    public bool Contains(Subscription subscription) => Find(subscription.Consumer.Value) == (object)subscription;

    /// <summary>The member of that number; null: there is none.</summary>
    public Subscription? Find(long consumer) => members.GetValueOrDefault(consumer);

    /// <summary>The members of a group and those that are expected, in the order of their numbers.</summary>
    public Subscription[] Of(int groupId) => [.. members.Values.Concat(expected)
        .Where(one => one.GroupId == groupId).OrderBy(static one => one.Consumer.Value)];

    /// <summary>The member takes part later, unless it leaves before.</summary>
    public void Expect(Subscription subscription) => expected.Add(subscription);

    /// <summary>
    /// A word of a consumer that is back: ends an earlier life of it, whose end was not heard of; false: there is none.
    /// </summary>
    public bool EndEarlierLife(Subscription subscription)
    {
        ConsumerNumber consumer = subscription.Consumer;
        // One that does not take part yet would take the later one's place.
        expected.RemoveWhere(one => IsEarlier(one, subscription));
        bool wasMember = Find(consumer.Value) is { } member && IsEarlier(member, subscription) && Leave(member);
        bool wasHeard = heard.TryGetValue(consumer.Value, out long life) && life < consumer.Life;
        heard[consumer.Value] = Math.Max(life, consumer.Life);
        return wasMember || wasHeard;
    }

    /// <summary>Whether a later life of the consumer is here, or expected: this one comes too late.</summary>
    public bool IsOutlived(Subscription subscription) =>
        expected.Any(one => IsEarlier(subscription, one))
        || (Find(subscription.Consumer.Value) is { } member && IsEarlier(subscription, member));

    /// <summary>Now it is later.</summary>
    public void JoinExpected(Subscription subscription)
    {
        if (expected.Remove(subscription))
            Join(subscription);
    }

    public void Join(Subscription subscription)
    {
        if (members.TryAdd(subscription.Consumer.Value, subscription))
            Wait(subscription);
    }

    /// <summary>That life is gone; false: nothing was heard of it here, or a later one has ended it.</summary>
    public bool Leave(Subscription subscription)
    {
        ConsumerNumber consumer = subscription.Consumer;
        expected.Remove(subscription);
        bool wasHeard = heard.TryGetValue(consumer.Value, out long life) && life == consumer.Life
            && heard.Remove(consumer.Value);
        if (!Contains(subscription))
            return wasHeard;
        if (waiting.TryGetValue(subscription.GroupId, out List<Subscription>? list))
            list.Remove(subscription);
        return members.Remove(subscription.Consumer.Value);
    }

    /// <summary>The member found nothing: it is told once there is something.</summary>
    public void Wait(Subscription subscription)
    {
        if (!waiting.TryGetValue(subscription.GroupId, out List<Subscription>? list))
            waiting.Add(subscription.GroupId, list = []);
        if (!list.Contains(subscription))
            list.Add(subscription);
    }

    /// <summary>Tells a subscription that it may take again.</summary>
    public void Tell(Subscription subscription) => subscription.Subscriber.TryTellReserved(ready);

    /// <summary>Tells the waiting members of every group that has something.</summary>
    /// <remarks>
    /// They wait in the order in which they were served, and the first one may have got all there was: it comes last
    /// now, so that members take turns when little comes.
    /// </remarks>
    public void Notify(Partition partition)
    {
        foreach ((int groupId, List<Subscription> list) in waiting)
        {
            if (list.Count > 0 && partition.TryGetGroup(groupId, out Group? group) && group.HasReady)
                NotifyAll(list);
        }
    }

    private static bool IsEarlier(Subscription one, Subscription other) =>
        one.Consumer.Value == other.Consumer.Value && one.Consumer.Life < other.Consumer.Life;

    private void NotifyAll(List<Subscription> list)
    {
        if (runtime.Rarely("members: the last is told first"))
            list.Reverse();
        for (int turn = 1; turn <= list.Count; turn++)
            Tell(list[turn % list.Count]);
        list.Clear();
    }
}
