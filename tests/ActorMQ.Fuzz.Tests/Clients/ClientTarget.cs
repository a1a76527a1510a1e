using ActorMQ.Client;
using ActorMQ.Fuzz.Tests.Engine;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Clients;

/// <summary>The client against a hostile node: one client, its producer and its consumer a round.</summary>
/// <remarks>
/// Whatever it is told, each call ends with a typed error or a result, and it works when the node does.
/// </remarks>
internal sealed class ClientTarget : FuzzTarget
{
    private static readonly TimeSpan HostileFor = TimeSpan.FromSeconds(60);
    private static readonly ClientOptions Options = new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        RequestTimeout = TimeSpan.FromSeconds(5),
        OutageMax = TimeSpan.FromSeconds(20),
    };

    public override long AllocatedBytesMax => 1L << 30;

    public override void Play(SeededRandom random, InputLog log)
    {
        var runtime = new SimulatedRuntime(random.NextBits());
        var node = new HostileNode(runtime, random, log);
        runtime.Run(() => TalkAsync(runtime, node, random, log));
        runtime.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((0, 0), (node.Shared.Count, node.Shared.Budget.Bytes));
    }

    private static async Task TalkAsync(SimulatedRuntime runtime, HostileNode node, SeededRandom random, InputLog log)
    {
        var application = new Application(runtime, random, log);
        using var over = new CancellationTokenSource(HostileFor, runtime.Time);
        ActorMQClient? client = await application.TryAsync(
            async () => await ActorMQClient.ConnectOverAsync(runtime, node, "node:1", Options));
        if (client is null)
        {
            node.TurnHonest();
            client = await ActorMQClient.ConnectOverAsync(runtime, node, "node:1", Options);
        }

        await using (client)
        {
            await using Producer producer = client.Producer("orders");
            await Task.WhenAll(application.SendAsync(producer), application.ConsumeAsync(client, over.Token));
            node.TurnHonest();
            await application.RequireWorkAsync(client, producer);
        }
    }
}
