namespace ActorMQ.Journal.Sqlite;

/// <summary>
/// How a journal file is laid out and driven. The defaults are what docs/performance.md measured best.
/// </summary>
public sealed record SqliteJournalOptions
{
    /// <summary>Bytes of one page: 512 to 65,536, a power of two. Only a new file takes it.</summary>
    public int PageBytes { get; init; } = 8 * 1024;

    /// <summary>Bound of the page cache, bytes.</summary>
    public long CacheBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Bytes of write-ahead log from which on a checkpoint is due.</summary>
    public long CheckpointBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Bytes by which the file grows at a time.</summary>
    public int GrowthBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Whether each commit waits for the disk. False is the lane of the <c>async</c> tier: a crash of the operating
    /// system may lose the newest commits, never their order.
    /// </summary>
    public bool IsSynced { get; init; } = true;

    /// <summary>
    /// Bytes that the file may grow to, a quota; 0 for none. At the quota appends are refused as on a full disk, and
    /// space that purging has freed is used again.
    /// </summary>
    public long FileBytesMax { get; init; }
}
