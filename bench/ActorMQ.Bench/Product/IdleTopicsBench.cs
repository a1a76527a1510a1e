using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Bench.Product;

/// <summary>What partitions cost that nobody uses.</summary>
public static class IdleTopicsBench
{
    private const int CountDefault = 20_000;
    private const int PartitionsOfTopic = 1_000;
    private static readonly TimeSpan rest = TimeSpan.FromSeconds(3);

    /// <summary>One run.</summary>
    public static async Task<IdleTopicsFigures> RunAsync(BenchRequest request)
    {
        int topics = Math.Max(1, (request.Count ?? CountDefault) / PartitionsOfTopic);
        using var node = new NodeProcess();
        await Task.Delay(rest);
        double empty = node.ResidentMebibytes;
        long begun = Stopwatch.GetTimestamp();
        using (var admin = new ActorMQAdmin(node.HttpAddress))
        {
            for (int topic = 0; topic < topics; topic++)
                await admin.CreateTopicAsync($"idle-{topic}", PartitionsOfTopic);
        }

        double created = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        begun = node.Restart();
        using var again = new ActorMQAdmin(node.HttpAddress);
        for (int topic = 0; topic < topics; topic++)
            await again.DescribeTopicAsync($"idle-{topic}");
        double open = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await Task.Delay(rest);
        double full = node.ResidentMebibytes;
        int partitions = topics * PartitionsOfTopic;
        return new IdleTopicsFigures(
            partitions, created, open, (full - empty) * 1_048_576 / partitions, full);
    }
}
