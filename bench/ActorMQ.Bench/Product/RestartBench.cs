using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Bench.Product;

/// <summary>How long a killed node with a backlog takes until it delivers again.</summary>
public static class RestartBench
{
    private const int CountDefault = 10_000_000;

    /// <summary>One run.</summary>
    public static async Task<RestartFigures> RunAsync(BenchRequest request)
    {
        int count = request.Count ?? CountDefault;
        using var node = new NodeProcess();
        using (var admin = new ActorMQAdmin(node.HttpAddress))
            await admin.CreateTopicAsync(Load.Topic, BenchLoad.Partitions);
        await using (ActorMQClient client = await ActorMQClient.ConnectAsync(node.Endpoint))
            await new Load(client, request).SendAsync(count);

        long begun = node.Restart();
        double ready = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await using ActorMQClient again = await ActorMQClient.ConnectAsync(node.Endpoint);
        await using Consumer consumer = again.Subscribe(Load.Topic, "bench");
        Delivery? first = await consumer.NextAsync(TimeSpan.FromMinutes(2));
        double delivered = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (first is null)
            throw new IOException("Nothing was delivered within two minutes.");
        return new RestartFigures("local", count, ready, delivered, node.ResidentMebibytes);
    }
}
