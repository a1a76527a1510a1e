using ActorMQ.Core.Topics;
using ActorMQ.Journal;
using ActorMQ.Protocol;
using ActorMQ.Records;
using ActorMQ.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorMQ.Broker.Tests;

/// <summary>A real node over the memory transport and the memory journal, in one thread and virtual time.</summary>
internal sealed class SeededNode
{
    public const string Endpoint = "node:4053";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly IJournal store;
    private BrokerNode? node;

    public SeededNode(ulong seed = 1, BrokerOptions? options = null, IJournal? store = null)
    {
        this.store = store ?? new MemoryJournal();
        Options = (options ?? new BrokerOptions()) with { Endpoint = Endpoint };
        Runtime = new SimulatedRuntime(seed);
        Transport = new MemoryTransport(Runtime);
    }

    public BrokerOptions Options { get; }

    public SimulatedRuntime Runtime { get; }

    public MemoryTransport Transport { get; private set; }

    /// <summary>The journal in memory, unless the node was given another one.</summary>
    public MemoryJournal Journal => (MemoryJournal)store;

    public BrokerNode Node => node!;

    public void Start() => Runtime.Run(async () =>
        node = await BrokerNode.StartAsync(Options, Runtime, Transport, store, NullLoggerFactory.Instance));

    /// <summary>Ends the node in order and starts another one on the same journal.</summary>
    public void Restart()
    {
        Runtime.Run(async () => await node!.StopAsync());
        Transport.Dispose();
        Transport = new MemoryTransport(Runtime);
        Start();
    }

    /// <summary>
    /// Ends the node's connections as a killed process does, and starts another one on the same journal. The old actors
    /// go on without knowing, until the journal tells them that they have lost their right.
    /// </summary>
    public void Kill()
    {
        Transport.Dispose();
        Transport = new MemoryTransport(Runtime);
        Start();
    }

    /// <summary>Gives a group a policy, and makes it where there is none.</summary>
    public void PutGroup(string topic, string group, Core.Groups.GroupPolicy policy) => Runtime.Run(async () =>
    {
        AdminResult<TopicDescription> put = await Node.PutGroupAsync(topic, group, policy);
        Assert.True(put.IsOk, put.Problem?.Message);
    });

    /// <summary>Creates a queue, or a log with these settings, and returns its number.</summary>
    public int CreateTopic(string name, int partitions, TopicSettings? log = null)
    {
        int id = 0;
        Runtime.Run(async () =>
        {
            AdminResult<TopicDescription> created = await Node.CreateTopicAsync(
                name, partitions, log is null ? TopicKind.Queue : TopicKind.Log, log ?? TopicSettings.Default);
            Assert.True(created.IsOk, created.Problem?.Message);
            id = created.Value!.Summary.Id;
        });
        return id;
    }

    public TopicDescription Describe(string topic)
    {
        TopicDescription? description = null;
        Runtime.Run(async () => description = (await Node.DescribeTopicAsync(topic)).Value);
        return description!;
    }

    public WireClient Connect()
    {
        var client = new WireClient(Endpoint, Transport);
        client.Open();
        Until(() => client.IsGreeted);
        return client;
    }

    public void Until(Func<bool> condition) =>
        Assert.True(Runtime.RunUntil(condition, Patience), $"Not so after {Patience} of virtual time.");

    /// <summary>Waits for the answer to a request.</summary>
    public T Answer<T>(WireClient client, uint correlation)
        where T : class, Google.Protobuf.IMessage
    {
        Until(() => client.Reply<T>(correlation) is not null);
        return client.Reply<T>(correlation)!;
    }

    /// <summary>A batch of texts from one producer.</summary>
    public static ReadOnlyMemory<byte> Batch(ProducerIdentity producer, long baseSequence, params string[] bodies)
    {
        var builder = new BatchBuilder(64 << 10);
        foreach (string body in bodies)
            Assert.True(builder.TryAdd(System.Text.Encoding.UTF8.GetBytes(body)));
        return builder.Seal(new BatchStamp(producer, 0, baseSequence, 0, 0)).ToArray();
    }
}
