using ActorMQ.Journal.Sqlite.Native;

namespace ActorMQ.Journal.Sqlite;

/// <summary>
/// Space put aside for the day on which the disk, or the file's quota, is full: acks and deletions live on it then.
/// </summary>
/// <remarks>
/// Two forms, alike from outside. A file beside the journal holds blocks of the disk; releasing it deletes it. Of a
/// quota the last part is kept back; releasing it raises the file's page limit.
/// </remarks>
internal sealed class Reserve
{
    /// <summary>Added to the journal file's name.</summary>
    public const string FileSuffix = "-reserve";

    /// <summary>Which part of it is for batches that were on their way when it was released.</summary>
    private const int StragglersPart = 8;

    private readonly Database database;
    private readonly SqliteJournalOptions options;
    private readonly IReserveDisk disk;
    private readonly string file;
    private readonly long pageBytes;

    // What may still be stored of what was decided before anybody knew; 0 when the storage was full at the start.
    private long stragglerBytes;

    public Reserve(Database database, SqliteJournalOptions options, long pageBytes)
    {
        this.database = database;
        this.options = options;
        this.pageBytes = pageBytes;
        disk = options.Disk ?? new ReserveDisk();
        file = database.File + FileSuffix;
        if (Bytes == 0)
            Limit(0);
        else
            IsReleased = !TryHold();
    }

    /// <summary>Whether the storage is full: what was put aside is in use.</summary>
    public bool IsReleased { get; private set; }

    /// <summary>How often it was released.</summary>
    public long Releases { get; private set; }

    /// <summary>Its size; 0 for none.</summary>
    public long Bytes => options.ReserveBytes;

    /// <summary>Gives the space to the journal; false when there is none to give.</summary>
    public bool TryRelease()
    {
        if (Bytes == 0 || IsReleased)
            return false;
        disk.Free(file);
        Limit(0);
        IsReleased = true;
        stragglerBytes = Bytes / StragglersPart;
        Releases++;
        return true;
    }

    /// <summary>
    /// Whether batches of so many bytes may still be stored: so far nobody but the journal knows that there is no room.
    /// Once something was refused, all is.
    /// </summary>
    public bool TryTakeStraggler(long bytes)
    {
        stragglerBytes = bytes <= stragglerBytes ? stragglerBytes - bytes : -1;
        return stragglerBytes >= 0;
    }

    /// <summary>Puts the space aside again, if there is enough of it and half as much again to work with.</summary>
    public void TryRefill()
    {
        if (!IsReleased || disk.FreeBytes(file) < Bytes + Bytes / 2 || !HasQuotaLeft())
            return;
        IsReleased = !TryHold();
    }

    private bool TryHold()
    {
        if (!disk.Has(file, Bytes) && !disk.TryAllocate(file, Bytes))
        {
            Limit(0);
            return false;
        }

        Limit(Bytes);
        return true;
    }

    private bool HasQuotaLeft() =>
        options.FileBytesMax == 0
        || database.QueryLong("PRAGMA page_count") * pageBytes + Bytes + Bytes / 2 <= options.FileBytesMax;

    /// <summary>Sets the page limit to the quota less what is kept back of it.</summary>
    private void Limit(long keptBack)
    {
        if (options.FileBytesMax > 0)
            database.Execute($"PRAGMA max_page_count={(options.FileBytesMax - keptBack) / pageBytes}");
    }
}
