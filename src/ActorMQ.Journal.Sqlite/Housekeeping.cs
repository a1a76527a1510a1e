using System.Diagnostics;
using ActorMQ.Journal.Sqlite.Native;
using ActorMQ.Journal.Sqlite.Tables;

namespace ActorMQ.Journal.Sqlite;

/// <summary>What a journal does between commits, one bounded step at a time.</summary>
internal sealed class Housekeeping(
    Database database, JournalTables tables, Reserve reserve, FileShrinker shrinker, Meter meter, LogLength length)
{
    /// <summary>Of the reserve: how much log there may be while it is in use, before it is copied back.</summary>
    private const int LogPartOfReserve = 8;

    /// <summary>Of the log's usual length: by how much it grows before a checkpoint is tried again.</summary>
    private const int RetryPart = 8;

    // Bytes of log that must be passed before a checkpoint that found no room is tried again; 0 after one that did.
    private long retryAtLogBytes;

    // When the last checkpoint was over, or it all began; a time stamp.
    private long checkpointedAt = Stopwatch.GetTimestamp();

    // Commits until the last step.
    private long commits;

    /// <summary>Bytes of one page.</summary>
    public required long PageBytes { get; init; }

    /// <summary>Whether a step has something to do.</summary>
    public bool IsDue => HasMore || reserve.IsReleased || IsCheckpointDue;

    /// <summary>Whether the next step would get on, whatever others do.</summary>
    public bool HasMore => tables.Deleted.IsDue || shrinker.IsDue;

    /// <summary>Whether the log is as long as it may be, or pages that were given back wait for its end.</summary>
    public bool IsCheckpointDue
    {
        get
        {
            long logBytes = LogBytes;
            if (logBytes == 0 || logBytes < retryAtLogBytes)
                return false;
            return logBytes >= LogBytesMax || (shrinker.IsCheckpointDue && database.LogPages > 0);
        }
    }

    /// <summary>Bytes of log to be copied back; on a full disk those that its file takes, for it is cut then.</summary>
    private long LogBytes => reserve.IsReleased ? database.LogFileBytes : database.LogPages * PageBytes;

    private long LogBytesMax =>
        reserve.IsReleased ? Math.Min(length.BytesMax, reserve.Bytes / LogPartOfReserve) : length.Bytes;

    /// <summary>Looks what a commit has left: called after each one that removed something.</summary>
    public void NoteRemoved() => shrinker.Look(reserve.IsReleased);

    /// <summary>Copies the log back, if that is due. The caller has begun no transaction.</summary>
    public void CheckpointIfDue()
    {
        if (IsCheckpointDue)
            Checkpoint();
    }

    /// <summary>One step of each kind that is due. The caller has begun no transaction.</summary>
    public void Step()
    {
        // First of all: what follows writes to the log, and on a full disk the log is cut here.
        CheckpointIfDue();
        if (tables.Deleted.IsDue)
            RemoveDeleted();
        if (reserve.IsReleased)
            shrinker.Look(isEachPageWanted: true);
        if (shrinker.IsDue)
            shrinker.Step(reserve.IsReleased, isBusy: commits != meter.Commits && !reserve.IsReleased);
        commits = meter.Commits;
        CheckpointIfDue();
        if (!reserve.IsReleased)
            return;
        reserve.TryRefill();
        // What was tried in vain on the full disk may be tried again.
        if (!reserve.IsReleased)
            retryAtLogBytes = 0;
    }

    private void RemoveDeleted()
    {
        meter.CountPurged(tables.Transact(tables.Deleted.RemoveSome));
        NoteRemoved();
    }

    private void Checkpoint()
    {
        (long start, long logBytes) = (Stopwatch.GetTimestamp(), LogBytes);
        TimeSpan before = Stopwatch.GetElapsedTime(checkpointedAt, start);
        try
        {
            database.Checkpoint(cutsLog: reserve.IsReleased);
        }
        catch (SqliteException failure) when (SqliteFailures.IsFull(failure))
        {
            // The log keeps what did not fit; commits go on behind it.
            retryAtLogBytes = reserve.TryRelease() ? 0 : logBytes + length.BytesMax / RetryPart;
            return;
        }

        checkpointedAt = Stopwatch.GetTimestamp();
        TimeSpan pause = Stopwatch.GetElapsedTime(start, checkpointedAt);
        retryAtLogBytes = 0;
        shrinker.NoteCheckpoint();
        meter.CountCheckpoint(pause);
        // One that the shrinker asked for is of any length.
        if (!reserve.IsReleased && logBytes >= length.Bytes)
            length.Note(pause, logBytes, before + pause);
    }
}
