using System.CommandLine;

namespace ActorMQ.Bench.Product;

/// <summary>The verb <c>acks</c>.</summary>
public static class AcksVerb
{
    /// <summary>Makes it.</summary>
    public static Command Create() => BenchVerb.Create(
        "acks",
        "A million messages in flight (--count), acked in random order.",
        static request => AcksBench.RunAsync(request).GetAwaiter().GetResult());
}
