using System.Text;
using ActorMQ.Broker;
using ActorMQ.Client;
using ActorMQ.Journal;
using ActorMQ.Protocol;
using ActorMQ.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorMQ.Fuzz.Tests.Frames;

/// <summary>
/// The frames of one conversation of the real client with the real node: the seeds of what is mutated.
/// </summary>
internal static class Recording
{
    private const string Endpoint = "node:1";
    private static readonly RecordingTransport frames = Record();

    /// <summary>What the client sent, by type: few of each, so that common ones do not crowd out the others.</summary>
    public static IReadOnlyList<FrameParts> ToNode { get; } = Few(frames.ToNode);

    /// <summary>What the node sent.</summary>
    public static IReadOnlyList<FrameParts> ToClient { get; } = Few(frames.ToClient);

    private static List<FrameParts> Few(List<FrameParts> all) =>
        [.. all.GroupBy(static frame => frame.Type).SelectMany(static kind => kind.Take(12))];

    private static RecordingTransport Record()
    {
        var runtime = new SimulatedRuntime(1);
        var transport = new RecordingTransport(new MemoryTransport(runtime));
        runtime.Run(async () =>
        {
            var options = new BrokerOptions { Endpoint = Endpoint };
            BrokerNode node = await BrokerNode.StartAsync(
                options, runtime, transport, new MemoryJournal(), NullLoggerFactory.Instance);
            await node.CreateTopicAsync("orders", 3, Core.Topics.TopicKind.Queue);
            await TalkAsync(runtime, transport);
            await node.StopAsync();
        });
        return transport;
    }

    private static async Task TalkAsync(SimulatedRuntime runtime, RecordingTransport transport)
    {
        await using ActorMQClient client = await ActorMQClient.ConnectOverAsync(runtime, transport, Endpoint);
        await using Producer producer = client.Producer("orders");
        await SendAsync(producer);
        await using (Consumer consumer = client.Subscribe("orders", "billing"))
        {
            for (int number = 0; number < 20; number++)
                await SettleAsync(consumer, number);
            await Task.Delay(TimeSpan.FromSeconds(40), runtime.Time);
            await consumer.FlushAsync();
        }

        await LoseAsync(client, runtime);
        await using Producer lost = client.Producer("nowhere");
        await Assert.ThrowsAsync<ActorMQException>(async () => await lost.SendAsync(new Message("m")));
        await using Consumer nobody = client.Subscribe("nowhere", "billing");
        await Assert.ThrowsAsync<ActorMQException>(async () => await nobody.NextAsync(TimeSpan.FromSeconds(9)));
    }

    private static async Task SendAsync(Producer producer)
    {
        for (int number = 0; number < 10; number++)
            await producer.SendAsync(Encoding.UTF8.GetBytes($"body {number}"));
        for (int number = 0; number < 10; number++)
            await producer.SendAsync(new Message($"body {number}", $"key {number % 3}"));
        await producer.SendBatchAsync([.. Enumerable.Range(0, 200).Select(static number => new Message($"b{number}"))]);
        var large = new Message(new string('x', 900));
        await producer.SendBatchAsync([.. Enumerable.Repeat(large, 40)]);
    }

    // Two locks pass while the application holds the deliveries, and one of them is settled all the same.
    private static async Task LoseAsync(ActorMQClient client, SimulatedRuntime runtime)
    {
        var options = new ConsumerOptions { AckWait = TimeSpan.FromSeconds(1), ExtendMax = TimeSpan.FromSeconds(1) };
        await using Consumer consumer = client.Subscribe("orders", "late", options);
        Delivery? held = await consumer.NextAsync(TimeSpan.FromSeconds(9));
        await consumer.NextAsync(TimeSpan.FromSeconds(9));
        await Task.Delay(TimeSpan.FromSeconds(9), runtime.Time);
        if (held is { } delivery)
            await delivery.AckAsync();
        await consumer.FlushAsync();
    }

    private static async Task SettleAsync(Consumer consumer, int number)
    {
        if (await consumer.NextAsync(TimeSpan.FromSeconds(9)) is not { } delivery)
            return;
        if (number % 5 == 3)
            await delivery.NackAsync(TimeSpan.FromSeconds(number), "later");
        else if (number == 9)
            await delivery.RejectAsync("never");
        else if (number % 5 != 4)
            await delivery.AckAsync();
        if (number % 4 == 0)
            await consumer.FlushAsync();
    }
}
