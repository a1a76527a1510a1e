namespace ActorMQ.Bench.Journal;

/// <summary>One run of the journal bench; times in microseconds, bytes of batches only.</summary>
public sealed record JournalBenchFigures
{
    /// <summary>Groups stored per second.</summary>
    public required double CommitsPerSecond { get; init; }

    /// <summary>10^6 bytes per second.</summary>
    public required double MegabytesPerSecond { get; init; }

    /// <summary>Median time of one commit.</summary>
    public required double CommitP50 { get; init; }

    /// <summary>99 of 100 commits take less.</summary>
    public required double CommitP99 { get; init; }

    /// <summary>The longest commit.</summary>
    public required double CommitMax { get; init; }

    /// <summary>Checkpoints in the run.</summary>
    public required long Checkpoints { get; init; }

    /// <summary>Mean time of a checkpoint.</summary>
    public required double CheckpointMean { get; init; }

    /// <summary>The longest checkpoint, that is, the longest wait of a commit for one.</summary>
    public required double CheckpointMax { get; init; }

    /// <summary>User and system time of the process per byte, nanoseconds.</summary>
    public required double CpuNanosecondsPerByte { get; init; }

    /// <summary>Size of the journal file at the end, 10^6 bytes.</summary>
    public required double FileMegabytes { get; init; }
}
