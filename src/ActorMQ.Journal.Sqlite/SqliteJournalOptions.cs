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
    /// space that purging has freed is used again. Must be larger than <see cref="ReserveBytes"/>.
    /// </summary>
    public long FileBytesMax { get; init; }

    /// <summary>
    /// Bytes put aside for acks and deletions on a full disk: a file beside the journal's, and the last part of
    /// <see cref="FileBytesMax"/>; 0 for none.
    /// </summary>
    public long ReserveBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// Bytes of the file that may hold nothing; of more the file gives pages back, unless it is half as much as what
    /// the file holds.
    /// </summary>
    public long UnusedBytesMax { get; init; } = 128 * 1024 * 1024;

    /// <summary>The disk that the reserve is on; null for the one of the system.</summary>
    internal IReserveDisk? Disk { get; init; }

    /// <summary>Name of the file layer of SQLite to use; null for the one of the system.</summary>
    internal string? FileLayer { get; init; }
}
