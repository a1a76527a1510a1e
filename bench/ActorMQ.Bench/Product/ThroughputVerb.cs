using System.CommandLine;

namespace ActorMQ.Bench.Product;

/// <summary>The verb <c>throughput</c>.</summary>
public static class ThroughputVerb
{
    /// <summary>Makes it.</summary>
    public static Command Create() => BenchVerb.Create(
        "throughput",
        "A node, one producer that sends message by message, one consumer that acks each; 8 partitions, synced.",
        static request => ThroughputBench.RunAsync(request).GetAwaiter().GetResult());
}
