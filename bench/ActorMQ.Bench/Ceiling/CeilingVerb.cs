using System.CommandLine;

namespace ActorMQ.Bench.Ceiling;

/// <summary>The verb <c>ceiling</c>.</summary>
public static class CeilingVerb
{
    /// <summary>Makes it.</summary>
    public static Command Create() => BenchVerb.Create(
        "ceiling",
        "The path without a broker's logic: TCP, CRC, SQLite group commit with sync, TCP, range acks.",
        static request => CeilingBench.Run(request));
}
