using ActorMQ.Journal.Sqlite.Native;

namespace ActorMQ.Journal.Sqlite;

/// <summary>Gives pages that hold nothing back to the file system, so that the file follows what it holds.</summary>
/// <remarks>
/// Unused pages are used again, which is cheaper than to give them back and ask for them anew: only many of them are
/// given back. What is at the end of the file is moved to the front for that, a bounded number of pages a step.
/// </remarks>
internal sealed class FileShrinker
{
    /// <summary>
    /// Pages that one step moves or cuts off: commits that come meanwhile wait a quarter of a millisecond for each.
    /// </summary>
    private const int StepPages = 64;

    /// <summary>The same while commits come.</summary>
    private const int BusyStepPages = 1;

    /// <summary>Bytes in use up to which a file that cannot be made smaller is written anew so that it can.</summary>
    private const long RewrittenBytesMax = 64 * 1024 * 1024;

    private readonly Statement unusedPages;
    private readonly Statement allPages;
    private readonly Statement step;
    private readonly Statement busyStep;
    private readonly long pageBytes;
    private readonly long unusedBytesMax;
    private readonly bool isPossible;

    public FileShrinker(Database database, long pageBytes, long unusedBytesMax)
    {
        this.pageBytes = pageBytes;
        this.unusedBytesMax = unusedBytesMax;
        isPossible = database.Query("PRAGMA auto_vacuum") == Settings.IncrementalVacuum;
        unusedPages = database.Prepare("PRAGMA freelist_count");
        allPages = database.Prepare("PRAGMA page_count");
        step = database.Prepare($"PRAGMA incremental_vacuum({StepPages})");
        busyStep = database.Prepare($"PRAGMA incremental_vacuum({BusyStepPages})");
        Look(isEachPageWanted: false);
    }

    /// <summary>Whether there is a step to do.</summary>
    public bool IsDue { get; private set; }

    /// <summary>Bytes that hold nothing, when it was last looked.</summary>
    public long UnusedBytes { get; private set; }

    /// <summary>Bytes given back so far.</summary>
    public long BytesGivenBack { get; private set; }

    /// <summary>Whether pages were given back that the file has only without its write-ahead log.</summary>
    public bool IsCheckpointDue { get; private set; }

    /// <summary>
    /// Writes a file of an older format anew, once it holds little, so that it can give pages back from then on.
    /// </summary>
    public static void MakePossible(Database database, long pageBytes)
    {
        long pages = database.QueryLong("PRAGMA page_count") - database.QueryLong("PRAGMA freelist_count");
        if (database.Query("PRAGMA auto_vacuum") == Settings.IncrementalVacuum
            || pages * pageBytes > RewrittenBytesMax)
        {
            return;
        }

        try
        {
            database.Execute($"PRAGMA auto_vacuum={Settings.IncrementalVacuum}");
            database.Execute("VACUUM");
        }
        catch (SqliteException failure) when (SqliteFailures.IsFull(failure))
        {
            // It is as it was, and unused pages are used again: another start may find room for it.
        }
    }

    /// <summary>Looks how much is unused: after something was removed.</summary>
    /// <param name="isEachPageWanted">Whether even little is to be given back, because the disk is full.</param>
    public void Look(bool isEachPageWanted)
    {
        UnusedBytes = Count(unusedPages) * pageBytes;
        long usedBytes = Count(allPages) * pageBytes - UnusedBytes;
        long kept = isEachPageWanted ? 0 : Math.Max(unusedBytesMax, usedBytes / 2);
        // Once begun it goes on to the quarter of it, so that it does not begin again at once.
        IsDue = isPossible && UnusedBytes > (IsDue ? kept / 4 : kept);
    }

    /// <summary>Gives some pages back, in a transaction of its own.</summary>
    /// <param name="isEachPageWanted">Whether even little is to be given back, because the disk is full.</param>
    /// <param name="isBusy">Whether commits come.</param>
    public void Step(bool isEachPageWanted, bool isBusy)
    {
        long before = Count(allPages);
        Statement some = isBusy ? busyStep : step;
        while (some.Step())
        {
        }

        long givenBack = before - Count(allPages);
        BytesGivenBack += givenBack * pageBytes;
        Look(isEachPageWanted);
        // Nothing moved: what is left cannot be given back, and asking again would never end.
        IsDue &= givenBack > 0;
        IsCheckpointDue |= givenBack > 0 && !IsDue;
    }

    /// <summary>The log was copied back, and the file cut.</summary>
    public void NoteCheckpoint() => IsCheckpointDue = false;

    private static long Count(Statement pragma)
    {
        pragma.Step();
        long pages = pragma.Long(0);
        pragma.Reset();
        return pages;
    }
}
