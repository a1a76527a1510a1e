using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Bench.Product;

/// <summary>
/// How many messages a second go through a node: sent, stored with sync, delivered, acked and forgotten.
/// </summary>
public static class ThroughputBench
{
    /// <summary>One run.</summary>
    public static async Task<ThroughputFigures> RunAsync(BenchRequest request)
    {
        using var node = new NodeProcess();
        using (var admin = new ActorMQAdmin(node.HttpAddress))
            await admin.CreateTopicAsync(Load.Topic, BenchLoad.Partitions);
        await using ActorMQClient client = await ActorMQClient.ConnectAsync(node.Endpoint);
        var load = new Load(client, request);
        using var consumption = new Consumption(client);
        Task receiving = Task.Run(consumption.ReceiveAsync);
        Task sending = Task.Run(load.SendAsync);
        await Task.WhenAny(Task.Delay(request.WarmUp), receiving, sending);
        ThroughputFigures figures = await MeasureAsync(request, node, consumption);
        load.Stop();
        await sending;
        await WaitForRestAsync(load, consumption);
        consumption.Stop();
        await receiving;
        return figures with
        {
            Acknowledged = load.Acknowledged,
            Lost = load.Acknowledged - consumption.Received,
            Duplicates = consumption.Duplicates,
        };
    }

    private static async Task<ThroughputFigures> MeasureAsync(
        BenchRequest request, NodeProcess node, Consumption consumption)
    {
        using Process self = Process.GetCurrentProcess();
        (long received, TimeSpan nodeCpu, TimeSpan ownCpu) = (consumption.Received, node.Cpu, self.TotalProcessorTime);
        double files = node.FileMebibytes;
        long start = Stopwatch.GetTimestamp();
        await Task.Delay(request.Length);
        long count = Math.Max(1, consumption.Received - received);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        TimeSpan nodeWork = node.Cpu - nodeCpu;
        self.Refresh();
        TimeSpan ownWork = self.TotalProcessorTime - ownCpu;
        return new ThroughputFigures(
            "local",
            count / seconds,
            count / seconds * request.Size / 1e6,
            nodeWork.TotalMicroseconds / count,
            ownWork.TotalMicroseconds / count,
            node.ResidentMebibytes,
            files,
            node.FileMebibytes,
            Acknowledged: 0,
            Lost: 0,
            Duplicates: 0);
    }

    private static async Task WaitForRestAsync(Load load, Consumption consumption)
    {
        long last = -1;
        while (consumption.Received < load.Acknowledged && consumption.Received != last)
        {
            last = consumption.Received;
            await Task.Delay(TimeSpan.FromSeconds(3));
        }
    }
}
