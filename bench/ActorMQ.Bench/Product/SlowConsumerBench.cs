using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Bench.Product;

/// <summary>Ten consumers of one group, one of which becomes slow: what the other nine notice of it.</summary>
public sealed class SlowConsumerBench : IDisposable
{
    private const int Consumers = 10;
    private const int RatePerSecond = 20_000;

    // A hundredth of a tenth of the rate.
    private static readonly TimeSpan pause = TimeSpan.FromSeconds((double)Consumers * 100 / RatePerSecond);

    private readonly CancellationTokenSource over = new();
    private LatencyHistogram deliveries = new();
    private volatile bool isSlow;

    /// <summary>One run.</summary>
    public static async Task<SlowConsumerFigures> RunAsync(BenchRequest request)
    {
        using var node = new NodeProcess();
        using (var admin = new ActorMQAdmin(node.HttpAddress))
            await admin.CreateTopicAsync(Load.Topic, BenchLoad.Partitions);
        using var bench = new SlowConsumerBench();
        return await bench.RunAsync(request, node);
    }

    /// <summary>Releases what it holds.</summary>
    public void Dispose() => over.Dispose();

    private async Task<SlowConsumerFigures> RunAsync(BenchRequest request, NodeProcess node)
    {
        await using ActorMQClient client = await ActorMQClient.ConnectAsync(node.Endpoint);
        await using var watch = new MemoryWatch(node);
        Task[] receiving =
            [.. Enumerable.Range(0, Consumers).Select(number => Task.Run(() => ReceiveAsync(node, number)))];
        var load = new RatedLoad(client, request, RatePerSecond);
        Task sending = Task.Run(load.SendAsync);
        await Task.Delay(request.WarmUp);
        (double quiet, _) = await MeasureAsync(request, load);
        isSlow = true;
        await Task.Delay(request.WarmUp);
        (double slow, double rate) = await MeasureAsync(request, load);
        load.Stop();
        await sending;
        await over.CancelAsync();
        await Task.WhenAll(receiving);
        return new SlowConsumerFigures("local", rate, quiet, slow, slow / quiet, watch.ResidentMebibytesMax);
    }

    private async Task<(double P99, double Rate)> MeasureAsync(BenchRequest request, RatedLoad load)
    {
        (long sent, long begun) = (load.Acknowledged, Stopwatch.GetTimestamp());
        Interlocked.Exchange(ref deliveries, new LatencyHistogram());
        await Task.Delay(request.Length);
        LatencyHistogram times = Interlocked.Exchange(ref deliveries, new LatencyHistogram());
        double rate = (load.Acknowledged - sent) / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return (times.Microseconds(0.99) ?? 0, rate);
    }

    private async Task ReceiveAsync(NodeProcess node, int number)
    {
        await using ActorMQClient client = await ActorMQClient.ConnectAsync(node.Endpoint);
        await using Consumer consumer = client.Subscribe(Load.Topic, "bench");
        try
        {
            await foreach (Delivery delivery in consumer.ConsumeAsync(over.Token))
            {
                if (number != 0)
                    deliveries.Add((long)Stopwatch.GetElapsedTime(DueOf(delivery)).TotalNanoseconds);
                else if (isSlow)
                    await Task.Delay(pause, over.Token);
                await delivery.AckAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private static long DueOf(in Delivery delivery) => BitConverter.ToInt64(delivery.Body.Span);
}
