using System.CommandLine;

namespace ActorMQ.Bench.Product;

/// <summary>The verb <c>restart</c>.</summary>
public static class RestartVerb
{
    /// <summary>Makes it.</summary>
    public static Command Create() => BenchVerb.Create(
        "restart",
        "10 million messages are stored (--count), the node is killed, and the next process delivers the first.",
        static request => RestartBench.RunAsync(request).GetAwaiter().GetResult());
}
