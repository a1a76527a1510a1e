using System.CommandLine;

namespace ActorMQ.Bench.Product;

/// <summary>The verb <c>backlog</c>.</summary>
public static class BacklogVerb
{
    /// <summary>Makes it.</summary>
    public static Command Create() => BenchVerb.Create(
        "backlog",
        "10 million messages without a consumer (--count), then one drains them while 400,000 a second are sent.",
        static request => BacklogBench.RunAsync(request).GetAwaiter().GetResult());
}
