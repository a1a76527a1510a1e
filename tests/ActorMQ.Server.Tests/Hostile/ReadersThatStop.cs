using ActorMQ.Client;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Server.Tests.Hostile;

/// <summary>Peers that ask and do not read the answers.</summary>
public sealed class ReadersThatStop(VictimNode node) : IClassFixture<VictimNode>
{
    private const long MemoryMax = 400L << 20;

    [Fact]
    public async Task Answers_that_nobody_reads_end_the_connection_within_bounded_memory()
    {
        await using RawWire wire = await RawWire.GreetedAsync(node.Port);
        byte[] questions = [.. Enumerable.Repeat(RawWire.Frame(FrameType.Metadata, null), 1_000).SelectMany(f => f)];

        // 60 MiB of answers; the socket's own buffers take a few.
        for (int round = 0; round < 1_500; round++)
            await wire.SendAsync(questions).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Report("answers");
        await wire.ReadToEndAsync();
        await node.AssertUnaffectedAsync();
    }

    [Fact]
    public async Task Deliveries_that_nobody_reads_stop_at_the_window_and_go_to_others_afterwards()
    {
        await using ActorMQClient client = await ActorMQClient.ConnectAsync(
            $"127.0.0.1:{node.Port}", cancellation: TestContext.Current.CancellationToken);
        var stalled = new List<RawWire>();
        for (int i = 0; i < 20; i++)
        {
            RawWire wire = await RawWire.GreetedAsync(node.Port);
            stalled.Add(wire);
            await wire.SendAsync(RawWire.Frame(FrameType.Subscribe, new Subscribe
            {
                Topic = VictimNode.LargeTopic,
                Group = $"stalled-{i}",
                ConsumerId = 1,
                WindowMessages = 65_536,
                WindowBytes = 64 << 20,
            }));
            Assert.Equal(FrameType.Subscribed, (await wire.NextAsync())!.Type);
        }

        await using (Producer producer = client.Producer(VictimNode.LargeTopic))
            await SendManyAsync(producer, messages: 600, bytes: 256 * 1024);

        Report("deliveries");
        await node.AssertUnaffectedAsync();
        foreach (RawWire wire in stalled)
            await wire.DisposeAsync();
    }

    private static async Task SendManyAsync(Producer producer, int messages, int bytes)
    {
        byte[] body = new byte[bytes];
        var sends = new List<Task>();
        for (int i = 0; i < messages; i++)
            sends.Add(producer.SendAsync(body, TestContext.Current.CancellationToken).AsTask());
        await Task.WhenAll(sends);
    }

    private void Report(string what)
    {
        long grown = node.GrownBytes();
        TestContext.Current.TestOutputHelper!.WriteLine($"{what} unread: the node has grown by {grown >> 20} MiB");
        Assert.InRange(grown, long.MinValue, MemoryMax);
    }
}
