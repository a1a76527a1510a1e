using System.CommandLine;

namespace ActorMQ.Bench.Product;

/// <summary>The verb <c>slow-consumer</c>.</summary>
public static class SlowConsumerVerb
{
    /// <summary>Makes it.</summary>
    public static Command Create() => BenchVerb.Create(
        "slow-consumer",
        "20,000 messages a second to ten consumers of a group, one of which reads a hundredth of its share.",
        static request => SlowConsumerBench.RunAsync(request).GetAwaiter().GetResult());
}
