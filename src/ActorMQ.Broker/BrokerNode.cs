using ActorMQ.Actors;
using ActorMQ.Broker.Catalogue;
using ActorMQ.Broker.Commit;
using ActorMQ.Broker.Connections;
using ActorMQ.Broker.DeadLetters;
using ActorMQ.Broker.Inspection;
using ActorMQ.Broker.Partitions;
using ActorMQ.Broker.Routing;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Topics;
using ActorMQ.Journal;
using ActorMQ.Protocol;
using ActorMQ.Records;
using ActorMQ.Runtime;
using Microsoft.Extensions.Logging;

namespace ActorMQ.Broker;

/// <summary>One running node: its actors, its listener, and the calls of an administrator.</summary>
/// <remarks>Journal, runtime and transport are the caller's to dispose, after the node.</remarks>
public sealed class BrokerNode : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PhaseTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DrainSlack = TimeSpan.FromSeconds(1);

    private readonly NodeContext context;
    private readonly ActorSystem system;
    private IDisposable? listener;
    private long connections;

    private BrokerNode(NodeContext context)
    {
        this.context = context;
        DeadLetters = new DeadLetterAdmin(context);
        system = ActorSystem.Create(
            "actormq", context.Runtime, new BrokerObserver(context.Log), SupervisorStrategy.StopAlways);
        var props = new Props(() => new CatalogueActor(context), Supervision: SupervisorStrategy.StopAlways);
        context.Catalogue = system.ActorOf(props, "catalogue");
        context.Storage.Maintenance = system.ActorOf(new Props(() => new MaintenanceActor(context)), "maintenance");
        context.Storage.Note(context.Journal.IsFull);
        Inspection = new NodeInspection(context);
    }

    /// <summary>Where the node listens, with the port that it got.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>The dead letters of groups.</summary>
    public DeadLetterAdmin DeadLetters { get; }

    /// <summary>One start of this node.</summary>
    public ulong Incarnation => context.Life.Incarnation;

    /// <summary>The memory of record batches: when the node has ended, none of it is rented.</summary>
    internal SlabPool Slabs => context.Slabs;

    /// <summary>Completes when the node's actors have ended.</summary>
    public Task WhenTerminated => system.WhenTerminated;

    /// <summary>Recovers everything that the journal holds, then listens.</summary>
    public static async Task<BrokerNode> StartAsync(
        BrokerOptions options, ActorRuntime runtime, ITransport transport, IJournal journal, ILoggerFactory logs)
    {
        var context = new NodeContext(options, runtime, journal, logs);
        var node = new BrokerNode(context);
        CatalogueReady ready = await context.Catalogue.Ask<CatalogueReady>(new AwaitReady(), StartTimeout);
        node.Listen(transport, options.Endpoint);
        context.Log.Started(options.NodeId, ready.Topics, ready.Partitions, node.Endpoint);
        return node;
    }

    /// <summary>What an administrator may look at.</summary>
    public NodeInspection Inspection { get; }

    /// <summary>All topics, by name.</summary>
    public Task<IReadOnlyList<TopicSummary>> ListTopicsAsync(CancellationToken cancellation = default) =>
        Inspection.ListTopicsAsync(cancellation);

    /// <summary>Creates a topic; durable when it completes.</summary>
    public Task<AdminResult<TopicDescription>> CreateTopicAsync(
        string name, int partitions, TopicKind kind, CancellationToken cancellation = default) =>
        Inspection.AskTopicAsync(new CreateTopicRequest(new CreateTopic(name, partitions, kind)), cancellation);

    /// <summary>Creates a topic that keeps its records by these numbers; durable when it completes.</summary>
    public Task<AdminResult<TopicDescription>> CreateTopicAsync(
        string name, int partitions, TopicKind kind, TopicSettings settings,
        CancellationToken cancellation = default) =>
        Inspection.AskTopicAsync(
            new CreateTopicRequest(new CreateTopic(name, partitions, kind, settings)), cancellation);

    /// <summary>Has a topic keep its records by other numbers; durable when it completes.</summary>
    public Task<AdminResult<TopicDescription>> UpdateTopicAsync(
        string name, TopicSettings settings, CancellationToken cancellation = default) =>
        Inspection.AskTopicAsync(new UpdateTopicRequest(new UpdateTopic(name, settings)), cancellation);

    /// <summary>
    /// Gives a group a policy, and makes the group where there is none; durable when it completes. What is decided
    /// later follows it, at every partition within moments.
    /// </summary>
    public Task<AdminResult<TopicDescription>> PutGroupAsync(
        string topic, string group, GroupPolicy policy, CancellationToken cancellation = default) =>
        Inspection.AskTopicAsync(new PutGroupRequest(topic, group, policy), cancellation);

    /// <summary>
    /// Deletes a group with its progress; durable when it completes. Its consumers subscribe again, and make it anew.
    /// </summary>
    public Task<AdminResult<TopicDescription>> DeleteGroupAsync(
        string topic, string group, CancellationToken cancellation = default) =>
        Inspection.AskTopicAsync(new DeleteGroupRequest(new DeleteGroup(topic, group)), cancellation);

    /// <summary>One topic with its partitions and groups.</summary>
    public Task<AdminResult<TopicDescription>> DescribeTopicAsync(
        string name, CancellationToken cancellation = default) => Inspection.DescribeTopicAsync(name, cancellation);

    /// <summary>Deletes a topic with everything in it; durable when it completes.</summary>
    public async Task<AdminResult<bool>> DeleteTopicAsync(string name, CancellationToken cancellation = default)
    {
        var request = new DeleteTopicRequest(new DeleteTopic(name));
        TopicAnswer answer = await context.Catalogue.AskAsync<TopicAnswer>(request, cancellation);
        return answer.Topic is null
            ? AdminResult<bool>.Refused(answer.Problem)
            : AdminResult<bool>.Of(true);
    }

    /// <summary>
    /// Ends the node in order: no new connections; consumers settle and hand back, for a limited time; all is stored;
    /// actors end. What was out counts no attempt.
    /// </summary>
    public async Task StopAsync()
    {
        context.Log.Stopping(context.Options.NodeId);
        context.Life.IsStopping = true;
        await system.Shutdown.RunAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private void Listen(ITransport transport, string endpoint)
    {
        listener = transport.Listen(endpoint, () => new Session(context, StartConnection), out string bound);
        Endpoint = bound;
        system.Shutdown.AddPhase("service-unbind", PhaseTimeout);
        system.Shutdown.AddTask("service-unbind", "listener", _ =>
        {
            listener?.Dispose();
            return Task.CompletedTask;
        });
        TimeSpan drainTime = context.Options.DrainTime;
        system.Shutdown.AddPhase("connections-drain", drainTime + DrainSlack);
        system.Shutdown.AddTask("connections-drain", "connections", cancellation =>
            context.Life.Connections.DrainAsync(new DrainConnection(drainTime), cancellation));
        system.Shutdown.AddPhase("partitions-flush", PhaseTimeout);
        system.Shutdown.AddTask("partitions-flush", "partitions", FlushAsync);
    }

    /// <summary>What is out is taken back and stored, with what waits for an append to ride in.</summary>
    private async Task FlushAsync(CancellationToken cancellation)
    {
        foreach (TopicRoute topic in context.Routes.Topics)
        {
            for (int index = 0; index < topic.Partitions; index++)
            {
                if (topic.Find(index) is { } partition)
                    await partition.Ask<Flushed>(Flush.Instance, PhaseTimeout, cancellation);
            }
        }
    }

    private IActorRef StartConnection(Session session)
    {
        long number = Interlocked.Increment(ref connections);
        return system.ActorOf(
            new Props(() => new ConnectionActor(context, session, number), Supervision: SupervisorStrategy.StopAlways),
            $"connection-{number}");
    }
}
