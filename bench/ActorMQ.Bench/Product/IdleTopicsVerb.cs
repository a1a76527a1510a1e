using System.CommandLine;

namespace ActorMQ.Bench.Product;

/// <summary>The verb <c>idle-topics</c>.</summary>
public static class IdleTopicsVerb
{
    /// <summary>Makes it.</summary>
    public static Command Create() => BenchVerb.Create(
        "idle-topics",
        "20,000 partitions that nobody uses (--count): memory of each, and how long a restart takes to open them.",
        static request => IdleTopicsBench.RunAsync(request).GetAwaiter().GetResult());
}
