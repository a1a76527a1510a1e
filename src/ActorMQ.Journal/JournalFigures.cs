namespace ActorMQ.Journal;

/// <summary>What a journal has done since it was opened, for metrics and the bench.</summary>
public readonly record struct JournalFigures
{
    /// <summary>Transactions that stored at least one append.</summary>
    public long Commits { get; init; }

    /// <summary>Appends stored.</summary>
    public long Appends { get; init; }

    /// <summary>Payload bytes stored: batches, events, snapshots.</summary>
    public long BytesAppended { get; init; }

    /// <summary>Batches removed because nobody needs them.</summary>
    public long BatchesPurged { get; init; }

    /// <summary>Bytes of the batches removed.</summary>
    public long BytesPurged { get; init; }

    /// <summary>Checkpoints: times that the write-ahead log was copied back into the file.</summary>
    public long Checkpoints { get; init; }

    /// <summary>Time spent in checkpoints, microseconds.</summary>
    public long CheckpointMicroseconds { get; init; }

    /// <summary>The longest checkpoint, microseconds: the longest pause that a commit met because of one.</summary>
    public long CheckpointMicrosecondsMax { get; init; }

    /// <summary>Size of the journal's file, bytes.</summary>
    public long FileBytes { get; init; }

    /// <summary>Bytes of the file that hold nothing: used again, or given back.</summary>
    public long UnusedBytes { get; init; }

    /// <summary>Bytes that were given back to the file system by making the file smaller.</summary>
    public long BytesGivenBack { get; init; }

    /// <summary>How often the storage became full.</summary>
    public long TimesFull { get; init; }

    /// <summary>Size of the write-ahead log in use, bytes.</summary>
    public long LogBytes { get; init; }
}
