using System.CommandLine;

namespace ActorMQ.Bench.Kernel;

/// <summary>The verb <c>kernel</c>.</summary>
public static class KernelVerb
{
    /// <summary>Makes it.</summary>
    public static Command Create() => BenchVerb.Create(
        "kernel", "Tell and ask of the actor kernel alone.", static request => KernelBench.Run(request.Seconds));
}
