using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Broker.Partitions;
using ActorMQ.Core;
using ActorMQ.Core.Topics;
using ActorMQ.Journal;

namespace ActorMQ.Broker.Catalogue;

/// <summary>The catalogue's work on the journal's lane, and who waits for it.</summary>
internal sealed class CatalogueStore(NodeContext node)
{
    private readonly IJournal journal = node.Journal;

    /// <summary>Who asked for the change that is being stored.</summary>
    public IActorRef? Requester { get; private set; }

    /// <summary>The group that is being stored.</summary>
    public EnsureGroup? PendingGroup { get; private set; }

    public void Expect(IActorRef? requester, EnsureGroup? group) => (Requester, PendingGroup) = (requester, group);

    public static Core.Topics.Catalogue Read(CatalogueRows rows) =>
        new(rows.Version, rows.Topics.Select(Read), rows.Groups.Select(Read));

    public static Topic Read(TopicRow row) =>
        new(row.Id, row.Name, row.Partitions, row.Kind, row.CreatedUnixMs) { Settings = row.Settings };

    public static TopicGroup Read(GroupRow row) => new(row.Id, row.TopicId, row.Name, row.Policy);

    public void Load(IActorContext context)
    {
        PartitionOpener opener = Opener();
        Run(context, () =>
        {
            CatalogueRows rows = journal.ReadCatalogue();
            return new Loaded(rows, opener.Open(rows.Topics));
        });
    }

    public void Create(CreateTopic command, long version, IActorContext context)
    {
        PartitionOpener opener = Opener();
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

    public void EnsureGroup(int topicId, string name, IActorContext context) =>
        Run(context, () => new GroupStored(journal.EnsureGroup(topicId, name)));

    /// <summary>One step of removing what deleted topics left; what it cannot do now, a later commit does.</summary>
    public void Sweep(IActorContext context) => Run(
        context, () => new SweepDone(journal.Maintain(), null), static reason => new SweepDone(HasMore: false, reason));

    public void Reopen(PartitionId id, PartitionRight right, TopicKind kind, IActorContext context)
    {
        PartitionOpener opener = Opener();
        Run(context, () => new Reopened(id, opener.Reopen(right, kind)), reason => new ReopenFailed(id, reason));
    }

    private PartitionOpener Opener() => new(journal, node.Runtime.NewId());

    private static void Run(IActorContext context, Func<object> work, Func<Exception, object>? failed = null) =>
        context.RunOnLane(
            JournalLane.Name, work, static done => done, failed ?? (static reason => new LaneFailed(reason)));
}
