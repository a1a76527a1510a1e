using ActorMQ.Actors;
using ActorMQ.Broker.Partitions;
using ActorMQ.Broker.Routing;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Topics;
using ActorMQ.Records;

namespace ActorMQ.Broker.Catalogue;

/// <summary>Starts the actors of the node's partitions, and starts them again when they end by themselves.</summary>
/// <remarks>
/// Again means by the right that this node had: a partition that another owner has taken meanwhile stays his, or two
/// nodes would take it from each other for ever.
/// </remarks>
internal sealed class PartitionHost(NodeContext node, CatalogueStore store, IActorContext context)
{
    /// <summary>A partition that has run for so long begins with the shortest delay again.</summary>
    private const long HealthyAfterMs = 60_000;

    private readonly Dictionary<PartitionId, Hosted> hosted = [];
    private long starts;

    /// <summary>Partitions that are to run here.</summary>
    public int Count => hosted.Count;

    /// <summary>Starts what was opened.</summary>
    public void Start(OpenedPartitions partitions, Core.Topics.Catalogue catalogue)
    {
        foreach (OpenedPartition partition in partitions.Opened)
        {
            hosted.TryAdd(partition.Machine.Id, new Hosted(partition.Right, partition.Machine.Options.Kind));
            StartOne(partition, catalogue);
        }

        foreach ((PartitionId id, Exception reason) in partitions.Damaged)
            node.Log.PartitionDamaged(id, reason);
    }

    /// <summary>Ends the partitions of a topic for good.</summary>
    public void Stop(Topic topic)
    {
        TopicRoute? route = node.Routes.Find(topic.Id);
        for (int index = 0; index < topic.Partitions; index++)
        {
            hosted.Remove(new PartitionId(topic.Id, index));
            if (route?.Find(index) is { } actor)
                context.Stop(actor);
        }
    }

    /// <summary>Tells every open partition of a topic; one that opens later knows it from the catalogue.</summary>
    public void Tell(Topic topic, object message)
    {
        TopicRoute? route = node.Routes.Find(topic.Id);
        for (int index = 0; index < topic.Partitions; index++)
            route?.Find(index)?.TryTellReserved(message);
    }

    /// <summary>Handles what concerns the life of partitions; false for anything else.</summary>
    public bool Receive(object message, Core.Topics.Catalogue catalogue)
    {
        switch (message)
        {
            case PartitionEnded ended:
                OnEnded(ended.Id);
                return true;
            case Reopen reopen:
                OnReopen(reopen.Id, catalogue);
                return true;
            case Reopened reopened:
                OnReopened(reopened, catalogue);
                return true;
            case ReopenFailed failed:
                node.EndIfFatal(failed.Reason);
                OnEnded(failed.Id);
                return true;
            default:
                return false;
        }
    }

    private void StartOne(OpenedPartition partition, Core.Topics.Catalogue catalogue)
    {
        PartitionId id = partition.Machine.Id;
        // A group may have come while the partition was closed, or what it wrote then was not stored: without it here,
        // what it has not seen would be purged as soon as the others are done.
        IReadOnlyList<TopicGroup> groups = catalogue.GroupsOf(id.Topic);
        foreach (Group gone in partition.Machine.Groups.Where(one => groups.All(known => known.Id != one.Id)).ToArray())
            partition.Machine.RemoveGroup(gone.Id);
        foreach (TopicGroup group in groups)
        {
            partition.Machine.EnsureGroup(group.Id, GroupStart.Earliest, out Group? known);
            if (known is not null)
                known.Policy = Mutants.ForgetsPolicies ? GroupPolicy.Default : CatalogueStore.PolicyOf(group);
        }

        if (catalogue.TryGetTopic(id.Topic, out Topic? topic))
            partition.Settings = topic.Settings;
        var props = new Props(() => new PartitionActor(node, partition));
        IActorRef actor = context.ActorOf(props, $"partition-{id.Topic}-{id.Index}-{++starts}");
        context.Watch(actor, new PartitionEnded(id));
        hosted[id].StartedAtMs = node.Clock.Now.MonotonicMs;
        node.Routes.Find(id.Topic)?.Set(id.Index, actor);
    }

    private void OnEnded(PartitionId id)
    {
        if (!hosted.TryGetValue(id, out Hosted? state))
            return;
        node.Routes.Find(id.Topic)?.Set(id.Index, null);
        TimeSpan delay = state.NextDelay(node.Options, node.Clock.Now.MonotonicMs);
        if (node.Runtime.Rarely("reopen: at once"))
            delay = TimeSpan.FromMilliseconds(1);
        node.Log.PartitionEnded(id, delay);
        context.Timers.Once(new Reopen(id), delay);
    }

    private void OnReopen(PartitionId id, Core.Topics.Catalogue catalogue)
    {
        if (hosted.TryGetValue(id, out Hosted? state))
            store.Reopen(id, state.Right, state.Kind, catalogue.GroupsOf(id.Topic), context);
    }

    private void OnReopened(Reopened reopened, Core.Topics.Catalogue catalogue)
    {
        if (!hosted.ContainsKey(reopened.Id))
            return;
        switch (reopened.Partitions)
        {
            case { Opened: [OpenedPartition partition] }:
                StartOne(partition, catalogue);
                break;
            case { Damaged: [(_, Exception reason)] }:
                node.Log.PartitionDamaged(reopened.Id, reason);
                break;
            default:
                hosted.Remove(reopened.Id);
                node.Log.PartitionLost(reopened.Id);
                break;
        }
    }

    /// <summary>A partition's actor has ended.</summary>
    private sealed record PartitionEnded(PartitionId Id);

    /// <summary>The wait before opening it again is over.</summary>
    private sealed record Reopen(PartitionId Id);

    private sealed class Hosted(PartitionRight right, TopicKind kind)
    {
        private int ends;

        public PartitionRight Right { get; } = right;

        public TopicKind Kind { get; } = kind;

        public long StartedAtMs { get; set; }

        public TimeSpan NextDelay(BrokerOptions options, long nowMs)
        {
            if (nowMs - StartedAtMs > HealthyAfterMs)
                ends = 0;
            double factor = Math.Pow(2, Math.Min(ends++, 16));
            return TimeSpan.FromTicks((long)Math.Min(options.ReopenDelay.Ticks * factor, options.ReopenDelayMax.Ticks));
        }
    }
}
