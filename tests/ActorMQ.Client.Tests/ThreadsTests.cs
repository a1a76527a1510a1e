using ActorMQ.Protocol;
using ActorMQ.Runtime;

namespace ActorMQ.Client.Tests;

/// <summary>
/// The same client on real threads: many senders, settling elsewhere than receiving, connections that break.
/// </summary>
public sealed class ThreadsTests
{
    private const int Senders = 6;
    private const int Each = 1_500;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_is_stored_once_and_delivered(bool breaks)
    {
        using var runtime = new PooledRuntime();
        using var transport = new MemoryTransport(runtime);
        var node = new ScriptedNode(transport);
        if (breaks)
            node.Script = static (type, number) => new NodeAnswer(
                type is FrameType.Send && number % 40 == 0 ? NodeConduct.CloseAfter : NodeConduct.Serve);
        var options = new ClientOptions { ReconnectPause = TimeSpan.FromMilliseconds(1) };
        await using ActorMQClient client = await ActorMQClient.ConnectOverAsync(runtime, transport, "node:1", options);
        Producer producer = client.Producer(
            "orders", new ProducerOptions { InFlightMessagesMax = 500, BatchBytes = 2048 });
        Task receiving = ReceiveAsync(client.Subscribe("orders", "g"));
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(() => SendAsync(producer, sender))));
        await receiving;
        Assert.Empty(node.Violations);
        var stored = node.Stored().ToList();
        Assert.Equal(Senders * Each, stored.Count);
        foreach (var sender in stored.GroupBy(static one => one.Text.Split(' ')[0]))
            Assert.Equal(Enumerable.Range(0, Each), sender.Select(static one => int.Parse(one.Text.Split(' ')[1])));
        Assert.Equal(stored.Count, node.Settled.Count);
    }

    private static async Task SendAsync(Producer producer, int sender)
    {
        var sends = new Task<SendReceipt>[Each];
        for (int number = 0; number < Each; number++)
            sends[number] = producer.SendAsync(new Message($"{sender} {number}", $"{sender}")).AsTask();
        await Task.WhenAll(sends);
    }

    private static async Task ReceiveAsync(Consumer consumer)
    {
        HashSet<string> seen = [];
        List<Task> acks = [];
        while (seen.Count < Senders * Each)
        {
            Delivery delivery = Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(60)));
            seen.Add(delivery.Text);
            acks.Add(Task.Run(() => delivery.AckAsync().AsTask()));
        }
        await Task.WhenAll(acks);
        await consumer.FlushAsync();
    }
}
