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
        using var load = new Load(client, request);
        Task receiving = Task.Run(load.ReceiveAsync);
        Task sending = Task.Run(load.SendAsync);
        await Task.WhenAny(Task.Delay(request.WarmUp), receiving, sending);
        ThroughputFigures figures = await MeasureAsync(request, node, load);
        load.StopSending();
        await sending;
        await WaitForRestAsync(load);
        load.StopReceiving();
        await receiving;
        return figures with
        {
            Acknowledged = load.Acknowledged,
            Lost = load.Acknowledged - load.Received,
            Duplicates = load.Duplicates,
        };
    }

    private static async Task<ThroughputFigures> MeasureAsync(BenchRequest request, NodeProcess node, Load load)
    {
        using Process self = Process.GetCurrentProcess();
        (long received, TimeSpan nodeCpu, TimeSpan ownCpu) = (load.Received, node.Cpu, self.TotalProcessorTime);
        double files = node.FileMebibytes;
        long start = Stopwatch.GetTimestamp();
        await Task.Delay(request.Length);
        long count = Math.Max(1, load.Received - received);
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

    private static async Task WaitForRestAsync(Load load)
    {
        long last = -1;
        while (load.Received < load.Acknowledged && load.Received != last)
        {
            last = load.Received;
            await Task.Delay(TimeSpan.FromSeconds(3));
        }
    }
}
