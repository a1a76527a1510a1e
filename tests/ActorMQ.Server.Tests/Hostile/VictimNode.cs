using ActorMQ.Client;

namespace ActorMQ.Server.Tests.Hostile;

/// <summary>A node under attack, with a topic and an honest client; shared by the tests of a class.</summary>
public sealed class VictimNode : IAsyncLifetime
{
    public const string Topic = "orders";

    /// <summary>A topic that the honest client does not use.</summary>
    public const string LargeTopic = "large";

    private TestNode node = null!;
    private ActorMQClient honest = null!;
    private Producer producer = null!;
    private Consumer consumer = null!;
    private long residentAtStart;

    /// <summary>Where it takes messages.</summary>
    public int Port => node.Setup.RemotePort;

    /// <summary>The topic's number on the wire.</summary>
    public int TopicId { get; private set; }

    public async ValueTask InitializeAsync()
    {
        node = await TestNode.StartAsync();
        using var admin = new ActorMQAdmin(node.Setup.HttpAddress);
        TopicId = (await admin.CreateTopicAsync(Topic, partitions: 2)).Id;
        await admin.CreateTopicAsync(LargeTopic, partitions: 2);
        honest = await ActorMQClient.ConnectAsync(node.Setup.Endpoint);
        producer = honest.Producer(Topic);
        consumer = honest.Subscribe(Topic, "honest");
        await AssertUnaffectedAsync();
        residentAtStart = ResidentBytes();
    }

    public async ValueTask DisposeAsync()
    {
        await consumer.DisposeAsync();
        await producer.DisposeAsync();
        await honest.DisposeAsync();
        await node.DisposeAsync();
    }

    /// <summary>The honest client's old connection still sends and receives, in order and undamaged.</summary>
    public async Task AssertUnaffectedAsync()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string text = $"honest {Guid.NewGuid()}";
        SendReceipt receipt = await producer.SendAsync(new Message(text), cancellation);
        Delivery? delivery;
        do
        {
            delivery = await consumer.NextAsync(TimeSpan.FromSeconds(20), cancellation);
            Assert.True(delivery is not null, $"\"{text}\" was stored at {receipt} and never came.");
            await delivery.Value.AckAsync();
        }
        while (delivery.Value.Text != text);
        Assert.Equal((receipt.Partition, receipt.Offset), (delivery.Value.Partition, delivery.Value.Offset));
        Assert.DoesNotContain(node.Process.Errors, line => line.Contains("handler failed", StringComparison.Ordinal));
    }

    /// <summary>Bytes that the process has more in memory than before the attacks.</summary>
    public long GrownBytes() => ResidentBytes() - residentAtStart;

    private long ResidentBytes()
    {
        string line = File.ReadLines($"/proc/{node.Process.Id}/status")
            .First(static status => status.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
    }
}
