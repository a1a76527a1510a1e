using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Bench.Product;

/// <summary>How long a message takes at a load that a node does not notice.</summary>
public static class LatencyBench
{
    /// <summary>One run.</summary>
    public static async Task<LatencyFigures> RunAsync(BenchRequest request)
    {
        using var node = new NodeProcess();
        using (var admin = new ActorMQAdmin(node.HttpAddress))
            await admin.CreateTopicAsync(Load.Topic, BenchLoad.Partitions);
        await using ActorMQClient client = await ActorMQClient.ConnectAsync(node.Endpoint);
        using var load = new OpenLoad(client, request);
        Task receiving = Task.Run(load.ReceiveAsync);
        Task sending = Task.Run(load.SendAsync);
        await Task.WhenAny(Task.Delay(request.WarmUp), receiving, sending);
        load.BeginCounting();
        (TimeSpan cpu, long start) = (node.Cpu, Stopwatch.GetTimestamp());
        await Task.Delay(request.Length);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        (TimeSpan work, double memory) = (node.Cpu - cpu, node.ResidentMebibytes);
        load.StopSending();
        await sending;
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        load.StopReceiving();
        await receiving;
        return new LatencyFigures(
            "local",
            load.Deliveries.Count / seconds,
            load.Sends.Microseconds(0.5),
            load.Sends.Microseconds(0.99),
            load.Deliveries.Microseconds(0.5),
            load.Deliveries.Microseconds(0.99),
            load.Deliveries.Microseconds(0.999),
            load.Lateness.Microseconds(0.99),
            work.TotalMicroseconds / Math.Max(1, load.Deliveries.Count),
            memory);
    }
}
