using System.Collections.Concurrent;
using ActorMQ.Client;
using ActorMQ.Protocol;
using ActorMQ.Server.Tests.Hostile;

namespace ActorMQ.Server.Tests.Faults;

/// <summary>Ten thousand connections that want nothing, and storms of connections that vanish.</summary>
public sealed class ManyConnections
{
    private const string Topic = "orders";
    private const int Idle = 10_000;
    private const int Vanishing = 2_000;
    private const int AtATime = 64;

    // For everything else that either process opens.
    private const int OtherHandles = 600;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Idle_connections_leave_the_node_at_the_service_of_one_more()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Handles are counted in /proc.");
        await using TestNode node = await TestNode.StartAsync();
        await MakeTopicAsync(node);
        int handles = Math.Min(
            ProcessFigures.HandlesMax(node.Process.Id), ProcessFigures.HandlesMax(Environment.ProcessId));
        int count = Math.Min(Idle, handles - OtherHandles);
        long before = ProcessFigures.ResidentBytes(node.Process.Id);
        var wires = new ConcurrentBag<RawWire>();
        using var over = new CancellationTokenSource();

        Task beating = BeatAsync(wires, over.Token);
        await ForEachAsync(count, async _ => wires.Add(await RawWire.GreetedAsync(node.Setup.RemotePort)));

        long each = (ProcessFigures.ResidentBytes(node.Process.Id) - before) / count;
        TestContext.Current.TestOutputHelper!.WriteLine($"{count} idle connections, {each} bytes of memory each");
        await AssertServesAsync(node);
        Assert.True(ProcessFigures.Handles(node.Process.Id) > count, "Idle connections that live were closed.");
        await over.CancelAsync();
        await beating;
        foreach (RawWire wire in wires)
            await wire.DisposeAsync();
        await AssertServesAsync(node);
    }

    [Fact]
    public async Task A_storm_of_connections_that_vanish_leaves_nothing_behind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Handles are counted in /proc.");
        await using TestNode node = await TestNode.StartAsync();
        await MakeTopicAsync(node);
        await AssertServesAsync(node);
        int before = ProcessFigures.Handles(node.Process.Id);

        await ForEachAsync(Vanishing, number => VanishAsync(node.Setup.RemotePort, number));

        await AssertServesAsync(node);
        await Eventually.UntilAsync(() => ProcessFigures.Handles(node.Process.Id) < before + AtATime);
        Assert.DoesNotContain(node.Process.Errors, line => line.Contains("handler failed", StringComparison.Ordinal));
    }

    // At every stage of a handshake, and with bytes that are none.
    private static async Task VanishAsync(int port, int number)
    {
        await using RawWire wire = await RawWire.ConnectAsync(port);
        byte[] greeting = [.. RawWire.Magic, .. RawWire.HelloFrame()];
        switch (number % 5)
        {
            case 0:
                break;
            case 1:
                await wire.SendAsync(greeting[..(1 + number % (greeting.Length - 1))]);
                break;
            case 2:
                await wire.SendAsync(greeting);
                break;
            case 3:
                await wire.SendAsync(greeting);
                Assert.Equal(FrameType.Welcome, (await wire.NextAsync())?.Type);
                await wire.SendAsync(RawWire.Frame(FrameType.Metadata, null)[..^1]);
                break;
            default:
                byte[] garbage = new byte[1 + number];
                new Random(number).NextBytes(garbage);
                await wire.SendAsync(garbage);
                break;
        }
    }

    private static async Task BeatAsync(ConcurrentBag<RawWire> wires, CancellationToken over)
    {
        byte[] heartbeat = RawWire.Frame(FrameType.Heartbeat, null);
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(5));
        try
        {
            while (await beat.WaitForNextTickAsync(over))
            {
                foreach (RawWire wire in wires)
                    await wire.SendAsync(heartbeat);
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }

    private static Task ForEachAsync(int count, Func<int, Task> act) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = Cancellation },
        async (number, _) => await act(number));

    private static async Task MakeTopicAsync(TestNode node)
    {
        using var admin = new ActorMQAdmin(node.Setup.HttpAddress);
        await admin.CreateTopicAsync(Topic, partitions: 2, cancellation: Cancellation);
    }

    private static async Task AssertServesAsync(TestNode node)
    {
        await using ActorMQClient client = await ActorMQClient.ConnectAsync(
            node.Setup.Endpoint, cancellation: Cancellation);
        await using Producer producer = client.Producer(Topic);
        await using Consumer consumer = client.Subscribe(Topic, "honest");
        await producer.SendAsync("still here", Cancellation);
        Delivery delivery = Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(60), Cancellation));
        Assert.Equal("still here", delivery.Text);
        await delivery.AckAsync();
    }
}
