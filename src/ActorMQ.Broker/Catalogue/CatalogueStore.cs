using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Broker.Partitions;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Topics;
using ActorMQ.Journal;
using ActorMQ.Records;

namespace ActorMQ.Broker.Catalogue;

/// <summary>The catalogue's work on the journal's lane, and who waits for it.</summary>
internal sealed class CatalogueStore(NodeContext node)
{
    private readonly IJournal journal = node.Journal;

    /// <summary>Who asked for the change that is being stored.</summary>
    public IActorRef? Requester { get; private set; }

    /// <summary>The change that is being stored.</summary>
    public object? Pending { get; private set; }

    public void Expect(IActorRef? requester, object change) => (Requester, Pending) = (requester, change);

    public static Core.Topics.Catalogue Read(CatalogueRows rows) =>
        new(rows.Version, rows.Topics.Select(Read), rows.Groups.Select(Read));

    public static Topic Read(TopicRow row) =>
        new(row.Id, row.Name, row.Partitions, row.Kind, row.CreatedUnixMs) { Settings = row.Settings };

    public static TopicGroup Read(GroupRow row) => new(row.Id, row.TopicId, row.Name, row.Policy);

    /// <summary>The group's policy, decoded.</summary>
    public static GroupPolicy PolicyOf(TopicGroup group) => GroupPolicyCodec.Read(group.Policy.Bytes.Span);

    /// <summary>A policy as it is stored; the default one as no bytes at all.</summary>
    public static EncodedPolicy Encode(GroupPolicy policy)
    {
        if (policy == GroupPolicy.Default)
            return default;
        var bytes = new ByteWriter(64);
        GroupPolicyCodec.Write(policy, bytes);
        return new EncodedPolicy(bytes.WrittenMemory.ToArray());
    }

    public void Load(IActorContext context)
    {
        (Guid nonce, Now now) = (node.Runtime.NewId(), node.Clock.Now);
        Run(context, () =>
        {
            CatalogueRows rows = journal.ReadCatalogue();
            var opener = new PartitionOpener(journal, nonce, now) { Policies = PoliciesOf(rows.Groups.Select(Read)) };
            return new Loaded(rows, opener.Open(rows.Topics));
        });
    }

    public void Create(CreateTopic command, long version, IActorContext context)
    {
        var opener = new PartitionOpener(journal, node.Runtime.NewId(), node.Clock.Now);
        var topic = new NewTopic(
            command.Name, command.Partitions, command.Kind, node.Clock.Now.WallMs, command.Settings);
        Run(context, () =>
        {
            TopicRow? row = journal.CreateTopic(topic, version);
            return new TopicStored(row, row is { } stored ? opener.Open([stored]) : null);
        });
    }

    public void Delete(Topic topic, IActorContext context) => Run(context, () =>
    {
        journal.DeleteTopic(topic.Id);
        return new TopicRemoved(topic);
    });

    public void Update(Topic topic, TopicSettings settings, long version, IActorContext context) =>
        Run(context, () => new TopicChanged(journal.UpdateTopic(topic.Id, settings, version)));

    public void EnsureGroup(int topicId, string name, EncodedPolicy policy, IActorContext context) =>
        Run(context, () => new GroupStored(journal.EnsureGroup(topicId, name, policy)));

    public void UpdateGroup(TopicGroup group, EncodedPolicy policy, long version, IActorContext context) =>
        Run(context, () => new GroupChanged(journal.UpdateGroup(group.Id, policy, version)));

    public void DeleteGroup(TopicGroup group, long version, IActorContext context) =>
        Run(context, () => new GroupRowRemoved(group, journal.DeleteGroup(group.Id, version)));

    /// <summary>One step of removing what deleted topics left; what it cannot do now, a later commit does.</summary>
    public void Sweep(IActorContext context) => Run(
        context, () => new SweepDone(journal.Maintain(), null), static reason => new SweepDone(HasMore: false, reason));

    public void Reopen(
        PartitionId id, PartitionRight right, TopicKind kind, IReadOnlyList<TopicGroup> groups, IActorContext context)
    {
        var opener = new PartitionOpener(journal, node.Runtime.NewId(), node.Clock.Now)
        {
            Policies = PoliciesOf(groups),
        };
        Run(context, () => new Reopened(id, opener.Reopen(right, kind)), reason => new ReopenFailed(id, reason));
    }

    private static Dictionary<int, GroupPolicy> PoliciesOf(IEnumerable<TopicGroup> groups) =>
        groups.ToDictionary(static group => group.Id, PolicyOf);

    private static void Run(IActorContext context, Func<object> work, Func<Exception, object>? failed = null) =>
        context.RunOnLane(
            JournalLane.Name, work, static done => done, failed ?? (static reason => new LaneFailed(reason)));
}
