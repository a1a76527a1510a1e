using ActorMQ.Actors;
using ActorMQ.Broker.Catalogue;
using ActorMQ.Broker.Connections;
using ActorMQ.Broker.Partitions;
using ActorMQ.Broker.Routing;
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
    private static readonly TimeSpan AdminTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PhaseTimeout = TimeSpan.FromSeconds(5);

    private readonly NodeContext context;
    private readonly ActorSystem system;
    private IDisposable? listener;
    private long connections;

    private BrokerNode(NodeContext context)
    {
        this.context = context;
        system = ActorSystem.Create(
            "actormq", context.Runtime, new BrokerObserver(context.Log), SupervisorStrategy.StopAlways);
        var props = new Props(() => new CatalogueActor(context), Supervision: SupervisorStrategy.StopAlways);
        context.Catalogue = system.ActorOf(props, "catalogue");
    }

    /// <summary>Where the node listens, with the port that it got.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>One start of this node.</summary>
    public ulong Incarnation => context.Incarnation;

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

    /// <summary>All topics, by name.</summary>
    public async Task<IReadOnlyList<TopicSummary>> ListTopicsAsync(CancellationToken cancellation = default)
    {
        var answer = await context.Catalogue.Ask<TopicsAnswer>(new ListTopicsRequest(), AdminTimeout, cancellation);
        return [.. answer.Topics.Select(TopicSummary.Of)];
    }

    /// <summary>Creates a topic; durable when it completes.</summary>
    public Task<AdminResult<TopicDescription>> CreateTopicAsync(
        string name, int partitions, TopicKind kind, CancellationToken cancellation = default) =>
        AskTopicAsync(new CreateTopicRequest(new CreateTopic(name, partitions, kind)), cancellation);

    /// <summary>One topic with its partitions and groups.</summary>
    public Task<AdminResult<TopicDescription>> DescribeTopicAsync(
        string name, CancellationToken cancellation = default) =>
        AskTopicAsync(new FindTopicRequest(name), cancellation);

    /// <summary>Deletes a topic with everything in it; durable when it completes.</summary>
    public async Task<AdminResult<bool>> DeleteTopicAsync(string name, CancellationToken cancellation = default)
    {
        var request = new DeleteTopicRequest(new DeleteTopic(name));
        TopicAnswer answer = await context.Catalogue.Ask<TopicAnswer>(request, AdminTimeout, cancellation);
        return answer.Topic is null
            ? AdminResult<bool>.Refused(answer.Problem)
            : AdminResult<bool>.Of(true);
    }

    /// <summary>Ends the node in order: no new connections, connections closed, actors ended.</summary>
    public async Task StopAsync()
    {
        context.Log.Stopping(context.Options.NodeId);
        context.Routes.Close();
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
        system.Shutdown.AddPhase("partitions-flush", PhaseTimeout);
        system.Shutdown.AddTask("partitions-flush", "partitions", FlushAsync);
    }

    /// <summary>Settlements that wait for an append to ride in are stored before the end.</summary>
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

    private IActorRef StartConnection(Session session) => system.ActorOf(
        new Props(() => new ConnectionActor(context, session), Supervision: SupervisorStrategy.StopAlways),
        $"connection-{Interlocked.Increment(ref connections)}");

    private async Task<AdminResult<TopicDescription>> AskTopicAsync(object request, CancellationToken cancellation)
    {
        TopicAnswer answer = await context.Catalogue.Ask<TopicAnswer>(request, AdminTimeout, cancellation);
        return answer.Topic is { } topic
            ? AdminResult<TopicDescription>.Of(await DescribeAsync(topic, answer.Groups, cancellation))
            : AdminResult<TopicDescription>.Refused(answer.Problem);
    }

    private async Task<TopicDescription> DescribeAsync(
        Topic topic, IReadOnlyList<TopicGroup> groups, CancellationToken cancellation)
    {
        Dictionary<int, string> names = groups.ToDictionary(group => group.Id, group => group.Name);
        TopicRoute? route = context.Routes.Find(topic.Id);
        var partitions = new List<PartitionDescription>();
        for (int index = 0; index < topic.Partitions; index++)
        {
            if (route?.Find(index) is not { } actor)
                continue;
            PartitionView view = await actor.Ask<PartitionView>(PartitionQuery.Instance, AdminTimeout, cancellation);
            partitions.Add(Describe(view, names));
        }

        return new TopicDescription(TopicSummary.Of(topic), partitions);
    }

    private static PartitionDescription Describe(PartitionView view, Dictionary<int, string> names) => new(
        view.Index,
        view.FirstOffset,
        view.NextOffset,
        view.DurableOffset,
        [.. view.Groups.Select(group => new GroupDescription(
            names.GetValueOrDefault(group.Id, ""), group.Floor, group.InFlight, group.Lag))]);
}
