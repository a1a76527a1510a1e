using ActorMQ.Broker;
using ActorMQ.Core.Topics;
using ActorMQ.Fuzz.Tests.Frames;
using ActorMQ.Journal;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Conversations;

/// <summary>A whole node on the seeded runtime and a journal in memory, whose connections a test feeds.</summary>
internal sealed class FuzzedNode : IDisposable
{
    private readonly MemoryJournal journal = new();
    private readonly FailureLog log = new();
    private BrokerNode node;

    public FuzzedNode(ulong seed)
    {
        Runtime = new SimulatedRuntime(seed);
        Transport = new FedTransport(Runtime);
        node = Start();
        Runtime.Run(async () =>
        {
            await node.CreateTopicAsync("orders", 3, TopicKind.Queue);
            await node.CreateTopicAsync("witness", 1, TopicKind.Queue);
        });
    }

    public SimulatedRuntime Runtime { get; }

    public FedTransport Transport { get; }

    /// <summary>No actor has failed, no partition is called damaged.</summary>
    public void RequireHealth() => Assert.Empty(log.Failures);

    /// <summary>Stops the node: no connection, no queued byte, no slab is left.</summary>
    public void Stop()
    {
        Runtime.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((0, 0), (Transport.Shared.Count, Transport.Shared.Budget.Bytes));
        Runtime.Run(() => node.StopAsync());
        Assert.Equal(0, node.Slabs.RentedBytes);
        RequireHealth();
    }

    /// <summary>Starts another node on what is stored: it must be able to read it and serve it all.</summary>
    public void Restart()
    {
        node = Start();
        RequireHealth();
        Runtime.Run(async () =>
        {
            AdminResult<TopicDescription> orders = await node.DescribeTopicAsync("orders");
            Assert.Equal(3, orders.Value!.Partitions.Count);
        });
    }

    /// <summary>After <see cref="Stop"/>.</summary>
    public void Dispose()
    {
        Transport.Dispose();
        journal.Dispose();
        log.Dispose();
    }

    private BrokerNode Start()
    {
        BrokerNode? started = null;
        Runtime.Run(async () => started = await BrokerNode.StartAsync(
            new BrokerOptions { Endpoint = "node:1" }, Runtime, Transport, journal, log));
        return started!;
    }
}
