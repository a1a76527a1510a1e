using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Bench.Product;

/// <summary>What a long backlog does to memory and to senders, and how long it lasts once consumed.</summary>
public sealed class BacklogBench
{
    private const int CountDefault = 10_000_000;
    private const int RatePerSecond = 400_000;
    private static readonly TimeSpan drainMax = TimeSpan.FromMinutes(10);

    private readonly BenchRequest request;
    private readonly NodeProcess node;
    private readonly ActorMQClient client;

    private BacklogBench(BenchRequest request, NodeProcess node, ActorMQClient client) =>
        (this.request, this.node, this.client) = (request, node, client);

    /// <summary>One run.</summary>
    public static async Task<BacklogFigures> RunAsync(BenchRequest request)
    {
        using var node = new NodeProcess();
        using (var admin = new ActorMQAdmin(node.HttpAddress))
            await admin.CreateTopicAsync(Load.Topic, BenchLoad.Partitions);
        await using ActorMQClient client = await ActorMQClient.ConnectAsync(node.Endpoint);
        return await new BacklogBench(request, node, client).RunAsync();
    }

    private async Task<BacklogFigures> RunAsync()
    {
        await using var watch = new MemoryWatch(node);
        using var quiet = new Consumption(client);
        Task receiving = Task.Run(quiet.ReceiveAsync);
        (double quietP99, long quietSent) = await SendAtRateAsync(request.Length);
        await WaitUntilAsync(() => quiet.Received == quietSent);
        quiet.Stop();
        await receiving;

        int count = request.Count ?? CountDefault;
        long begun = Stopwatch.GetTimestamp();
        await new Load(client, request).SendAsync(count);
        double filled = Stopwatch.GetElapsedTime(begun).TotalSeconds;

        using var drain = new Consumption(client);
        (double p99, long sent, double drained) = await DrainAsync(drain, count);
        double fileEnd = node.FileMebibytes;
        return new BacklogFigures(
            "local", count, count / filled, quietP99, p99, p99 / quietP99, drained, watch.ResidentMebibytesMax,
            watch.FileMebibytesMax, fileEnd, count + sent - drain.Received, drain.Duplicates);
    }

    private async Task<(double P99, long Sent)> SendAtRateAsync(TimeSpan length)
    {
        var load = new RatedLoad(client, request, RatePerSecond);
        Task sending = Task.Run(load.SendAsync);
        await Task.Delay(request.WarmUp);
        load.TakeTimes();
        await Task.Delay(length);
        double p99 = load.TakeTimes().Microseconds(0.99) ?? 0;
        load.Stop();
        await sending;
        return (p99, load.Acknowledged);
    }

    private async Task<(double P99, long Sent, double Seconds)> DrainAsync(Consumption drain, long backlog)
    {
        var load = new RatedLoad(client, request, RatePerSecond);
        long begun = Stopwatch.GetTimestamp();
        Task receiving = Task.Run(drain.ReceiveAsync);
        Task sending = Task.Run(load.SendAsync);
        await WaitUntilAsync(() => drain.Received >= backlog + load.Acknowledged);
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        double p99 = load.TakeTimes().Microseconds(0.99) ?? 0;
        load.Stop();
        await sending;
        await WaitUntilAsync(() => drain.Received >= backlog + load.Acknowledged);
        drain.Stop();
        await receiving;
        return (p99, load.Acknowledged, seconds);
    }

    // What never comes shows as lost.
    private static async Task WaitUntilAsync(Func<bool> isSo)
    {
        long begun = Stopwatch.GetTimestamp();
        while (!isSo() && Stopwatch.GetElapsedTime(begun) < drainMax)
            await Task.Delay(TimeSpan.FromMilliseconds(10));
    }
}
