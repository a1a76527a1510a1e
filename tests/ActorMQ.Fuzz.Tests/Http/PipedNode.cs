using System.Text;
using ActorMQ.Broker;
using ActorMQ.Fuzz.Tests.Conversations;
using ActorMQ.Hosting;
using ActorMQ.Hosting.Http;
using ActorMQ.Journal;
using ActorMQ.Protocol;
using ActorMQ.Runtime;

namespace ActorMQ.Fuzz.Tests.Http;

/// <summary>A node on the real runtime, with its real web server on <see cref="PipedConnections"/>.</summary>
internal sealed class PipedNode : IAsyncDisposable
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(20);
    private static readonly byte[] ListRequest =
        Encoding.ASCII.GetBytes("GET /api/v1/topics HTTP/1.1\r\nHost: localhost\r\n\r\n");

    private readonly PooledRuntime runtime = new();
    private readonly MemoryJournal journal = new();
    private readonly FailureLog log = new();
    private readonly PipedConnections connections = new();
    private MemoryTransport transport = null!;
    private BrokerNode broker = null!;
    private AdminServer server = null!;

    public static async Task<PipedNode> StartAsync()
    {
        var node = new PipedNode();
        node.transport = new MemoryTransport(node.runtime);
        var options = new BrokerOptions { Endpoint = "node:1" };
        node.broker = await BrokerNode.StartAsync(options, node.runtime, node.transport, node.journal, node.log);
        var settings = new NodeOptions { HttpPort = 8558 };
        var health = new NodeHealth { IsReady = true };
        node.server = await AdminServer.StartAsync(settings, node.broker, health, node.log, node.connections, default);
        return node;
    }

    /// <summary>Says something to the web server over a connection of its own, and answers what came back.</summary>
    public Task<byte[]> TalkAsync(byte[] input) => connections.TalkAsync(input, AnswerMax);

    /// <summary>Deletes all topics, and requires that the node answers and has logged no error.</summary>
    public async Task ResetAsync()
    {
        foreach (TopicSummary topic in await broker.ListTopicsAsync())
            Assert.Null((await broker.DeleteTopicAsync(topic.Name)).Problem);
        byte[] answer = await TalkAsync(ListRequest);
        Assert.StartsWith("HTTP/1.1 200 OK", Encoding.ASCII.GetString(answer), StringComparison.Ordinal);
        Assert.EndsWith("[]", Encoding.ASCII.GetString(answer), StringComparison.Ordinal);
        Assert.Empty(log.Failures);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await broker.DisposeAsync();
        Assert.Equal(0, broker.Slabs.RentedBytes);
        transport.Dispose();
        runtime.Dispose();
        journal.Dispose();
        log.Dispose();
        await connections.DisposeAsync();
    }
}
