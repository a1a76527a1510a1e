using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Bench.Product;

/// <summary>Ten consumers of one group, one of which is slow by turns: what the other nine notice of it.</summary>
public sealed class SlowConsumerBench : IDisposable
{
    private const int Consumers = 10;
    private const int RatePerSecond = 20_000;

    // Odd, so that one of them is the middle one.
    private const int Turns = 5;

    // For what a slow consumer has taken to fill its window, and to go out of it again.
    private static readonly TimeSpan settling = TimeSpan.FromSeconds(1);

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
        (long before, long begun) = (load.Acknowledged, Stopwatch.GetTimestamp());
        var turns = new List<Turn>();
        while (turns.Count < Turns)
            turns.Add(await TakeTurnAsync(request.Length / Turns));
        double sent = (load.Acknowledged - before) / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        load.Stop();
        await sending;
        await over.CancelAsync();
        await Task.WhenAll(receiving);
        return new SlowConsumerFigures(
            "local", sent, Middle(turns, static turn => turn.Quiet), Middle(turns, static turn => turn.Slow),
            Middle(turns, static turn => turn.Slow / turn.Quiet), watch.ResidentMebibytesMax);
    }

    private static double Middle(List<Turn> turns, Func<Turn, double> figure) =>
        turns.Select(figure).Order().ElementAt(Turns / 2);

    private async Task<Turn> TakeTurnAsync(TimeSpan length) =>
        new(await MeasureAsync(length, slow: false), await MeasureAsync(length, slow: true));

    private async Task<double> MeasureAsync(TimeSpan length, bool slow)
    {
        isSlow = slow;
        await Task.Delay(settling);
        Interlocked.Exchange(ref deliveries, new LatencyHistogram());
        await Task.Delay(length);
        return Interlocked.Exchange(ref deliveries, new LatencyHistogram()).Microseconds(0.99) ?? 0;
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

    // 99th percentiles in microseconds.
    private readonly record struct Turn(double Quiet, double Slow);
}
