namespace ActorMQ.Bench;

/// <summary>What is to be measured, as the command line said it.</summary>
/// <param name="Size">Bytes of a message's body.</param>
/// <param name="Seconds">Measured time of one run; a quarter of it warms up before.</param>
/// <param name="Runs">How often; the figures are medians.</param>
/// <param name="Window">Messages that the producer has in flight at most.</param>
public sealed record BenchRequest(int Size, double Seconds, int Runs, int Window)
{
    /// <summary>How many messages or partitions the workload is about; null: its own default.</summary>
    public int? Count { get; init; }

    /// <summary>Time before the measured part of a run.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(Math.Max(1, Seconds / 4));

    /// <summary>The measured part of a run.</summary>
    public TimeSpan Length => TimeSpan.FromSeconds(Seconds);
}
