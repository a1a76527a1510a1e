namespace ActorMQ.Bench;

/// <summary>The load that product and ceiling have in common, so that their figures may be compared.</summary>
public static class BenchLoad
{
    /// <summary>Partitions of the one topic.</summary>
    public const int Partitions = 8;

    /// <summary>Bytes at which a batch is full.</summary>
    public const int BatchBytes = 256 * 1024;

    /// <summary>Messages that the producer has in flight, unless the command line says otherwise.</summary>
    public const int Window = 8192;

    /// <summary>Batches of one partition that are in flight at a time.</summary>
    public const int BatchesInFlight = 5;
}
