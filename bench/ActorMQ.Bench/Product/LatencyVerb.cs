using System.CommandLine;

namespace ActorMQ.Bench.Product;

/// <summary>The verb <c>latency</c>.</summary>
public static class LatencyVerb
{
    /// <summary>Makes it.</summary>
    public static Command Create() => BenchVerb.Create(
        "latency",
        "1,000 messages a second through a node, each timed from when it should have been sent.",
        static request => LatencyBench.RunAsync(request).GetAwaiter().GetResult(),
        sizeDefault: 1024);
}
