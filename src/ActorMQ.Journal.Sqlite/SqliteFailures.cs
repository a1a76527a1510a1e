using ActorMQ.Journal.Sqlite.Native;

namespace ActorMQ.Journal.Sqlite;

/// <summary>The one table from SQLite's result codes to what they mean. What is not in the table is fatal.</summary>
internal static class SqliteFailures
{
    private const int PrimaryCodeMask = 0xFF;
    private const int Full = 13;

    /// <summary>Whether it found no room: the disk is full, or the page limit is reached.</summary>
    public static bool IsFull(SqliteException failure) => (failure.Code & PrimaryCodeMask) == Full;

    /// <summary>Classifies an extended result code by its primary code.</summary>
    /// <remarks>
    /// Every I/O error is fatal, that of a sync above all: the operating system may have dropped the pages that it
    /// could not write, so that a retry succeeds without them.
    /// </remarks>
    public static SqliteFailure Of(int code) => (code & PrimaryCodeMask) switch
    {
        5 => SqliteFailure.Held,       // BUSY
        6 => SqliteFailure.Held,       // LOCKED
        7 => SqliteFailure.Refused,    // NOMEM
        Full => SqliteFailure.Refused, // disk full, or the page limit
        18 => SqliteFailure.Refused,   // TOOBIG
        19 => SqliteFailure.Refused,   // CONSTRAINT
        20 => SqliteFailure.Refused,   // MISMATCH
        _ => SqliteFailure.Fatal,      // IOERR, CORRUPT, NOTADB, READONLY, CANTOPEN, PROTOCOL, MISUSE, INTERNAL ...
    };

    /// <summary>The exception that the callers of the journal see for a failure outside a group commit.</summary>
    public static Exception ToJournalException(SqliteException failure, string file) => Of(failure.Code) switch
    {
        SqliteFailure.Refused => Refusal(failure, file),
        SqliteFailure.Held => new JournalRefusedException(
            $"Journal file {file} is held by another process. Stop it, or give this node its own data directory.",
            failure),
        _ => Fatality(failure, file),
    };

    /// <summary>The reason of a definite abort.</summary>
    public static JournalRefusedException Refusal(SqliteException failure, string file) => IsFull(failure)
        ? NoRoom(file, failure)
        : new JournalRefusedException(
            $"Journal file {file} refused the append, nothing of it was stored: {failure.Message}", failure);

    /// <summary>The refusal of what would need space while there is none.</summary>
    public static JournalRefusedException NoRoom(string file, Exception? failure = null) => new(
        $"Journal file {file} has no room (disk full, or its quota reached): nothing was stored. Free space.",
        failure,
        JournalRefusal.StorageFull);

    /// <summary>The reason to end the process.</summary>
    public static JournalFatalException Fatality(SqliteException failure, string file) => new(
        $"Journal file {file} failed and what is durable is unknown: {failure.Message}. "
        + "End the process and start it again: it recovers from what the disk holds.",
        failure);
}
