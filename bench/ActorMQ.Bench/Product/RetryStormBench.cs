using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Bench.Product;

/// <summary>A steady load, in the middle of which half of all deliveries fail for a while.</summary>
public sealed class RetryStormBench
{
    private const int RatePerSecond = 400_000;
    private const double RecoveredShare = 0.8;
    private static readonly TimeSpan step = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan window = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan recoveryMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan drainMax = TimeSpan.FromMinutes(5);

    private readonly BenchRequest request;
    private readonly NodeProcess node;
    private readonly ActorMQClient client;
    private readonly StormConsumption consumption;

    private RetryStormBench(
        BenchRequest request, NodeProcess node, ActorMQClient client, StormConsumption consumption) =>
        (this.request, this.node, this.client, this.consumption) = (request, node, client, consumption);

    /// <summary>One run.</summary>
    public static async Task<RetryStormFigures> RunAsync(BenchRequest request)
    {
        using var node = new NodeProcess();
        using (var admin = new ActorMQAdmin(node.HttpAddress))
            await admin.CreateTopicAsync(Load.Topic, BenchLoad.Partitions);
        await using ActorMQClient client = await ActorMQClient.ConnectAsync(node.Endpoint);
        using var consumption = new StormConsumption(client);
        return await new RetryStormBench(request, node, client, consumption).RunAsync();
    }

    private async Task<RetryStormFigures> RunAsync()
    {
        await using var watch = new MemoryWatch(node);
        Task receiving = Task.Run(consumption.ReceiveAsync);
        var load = new RatedLoad(client, request, RatePerSecond);
        Task sending = Task.Run(load.SendAsync);
        await Task.Delay(request.WarmUp);
        (double plain, _) = await MeasureAsync(request.Length);
        consumption.BeginStorm();
        (double fresh, double stormSeconds) = await MeasureAsync(3 * request.Length);
        TimeSpan gap = consumption.EndStorm();
        double? recovery = await RecoverAsync(plain * RecoveredShare);
        load.Stop();
        await sending;
        double drained = await DrainAsync(load.Acknowledged);
        consumption.Stop();
        await receiving;
        return new RetryStormFigures(
            "local", plain, stormSeconds, fresh, fresh / plain, gap.TotalMilliseconds, consumption.Nacked, recovery,
            drained, watch.ResidentMebibytesMax, watch.FileMebibytesMax,
            load.Acknowledged - consumption.Acked);
    }

    private async Task<(double PerSecond, double Seconds)> MeasureAsync(TimeSpan length)
    {
        (long before, long begun) = (consumption.Fresh, Stopwatch.GetTimestamp());
        await Task.Delay(length);
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return ((consumption.Fresh - before) / seconds, seconds);
    }

    // The end of the first second, of those that begin in steps of a tenth, that is fast enough.
    private async Task<double?> RecoverAsync(double rate)
    {
        long begun = Stopwatch.GetTimestamp();
        var seen = new Queue<(TimeSpan At, long Fresh)>();
        for (TimeSpan at = TimeSpan.Zero; at < recoveryMax; at = Stopwatch.GetElapsedTime(begun))
        {
            seen.Enqueue((at, consumption.Fresh));
            while (seen.Count > 1 && at - seen.Peek().At > window + step)
                seen.Dequeue();
            (TimeSpan from, long before) = seen.Peek();
            if (at - from >= window && (consumption.Fresh - before) / (at - from).TotalSeconds >= rate)
                return at.TotalSeconds;
            await Task.Delay(step);
        }
        return null;
    }

    private async Task<double> DrainAsync(long acknowledged)
    {
        long begun = Stopwatch.GetTimestamp();
        while (consumption.Acked < acknowledged && Stopwatch.GetElapsedTime(begun) < drainMax)
            await Task.Delay(step);
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
