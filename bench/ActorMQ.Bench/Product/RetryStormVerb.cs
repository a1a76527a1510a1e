using System.CommandLine;

namespace ActorMQ.Bench.Product;

/// <summary>The verb <c>retry-storm</c>.</summary>
public static class RetryStormVerb
{
    /// <summary>Makes it.</summary>
    public static Command Create() => BenchVerb.Create(
        "retry-storm",
        "400,000 messages a second; half of all deliveries are nacked for three times --seconds, none around it.",
        static request => RetryStormBench.RunAsync(request).GetAwaiter().GetResult());
}
