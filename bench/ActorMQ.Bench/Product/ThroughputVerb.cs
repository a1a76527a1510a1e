using System.CommandLine;
using ActorMQ.Bench.Ceiling;

namespace ActorMQ.Bench.Product;

/// <summary>The verb <c>throughput</c>.</summary>
public static class ThroughputVerb
{
    private const double CeilingSecondsMax = 20;

    /// <summary>Makes it.</summary>
    public static Command Create() => BenchVerb.Create(
        "throughput",
        "A node, one producer that sends message by message, one consumer that acks each; 8 partitions, synced.",
        static request => BesideCeiling(request));

    /// <summary>
    /// The ceiling, then the product, in the same minute of the same machine: their ratio is what counts.
    /// </summary>
    private static ThroughputFigures BesideCeiling(BenchRequest request)
    {
        BenchRequest shorter = request with { Seconds = Math.Min(request.Seconds, CeilingSecondsMax) };
        double ceiling = CeilingBench.Run(shorter).MsgsPerS;
        ThroughputFigures figures = ThroughputBench.RunAsync(request).GetAwaiter().GetResult();
        return figures with { CeilingMsgsPerS = ceiling, RatioToCeiling = figures.MsgsPerS / ceiling };
    }
}
