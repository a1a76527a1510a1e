using ActorMQ.Journal.Sqlite.Native;

namespace ActorMQ.Journal.Sqlite.Tables;

/// <summary>The tables of a journal file, told column by column in docs/formats.md.</summary>
internal static class Schema
{
    /// <summary>The number in <c>meta</c>; a file with a higher one was written by a newer ActorMQ.</summary>
    public const int Version = 2;

    /// <summary>
    /// "AMQJ" in the file header, so that <c>file</c> and we can tell a journal from any other database.
    /// </summary>
    public const int ApplicationId = 0x414D514A;

    private static readonly string[] Tables =
    [
        "CREATE TABLE meta(version INTEGER NOT NULL, catalogue INTEGER NOT NULL, "
            + "last_topic INTEGER NOT NULL, last_group INTEGER NOT NULL)",
        "CREATE TABLE topic(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, partitions INTEGER NOT NULL, "
            + "kind INTEGER NOT NULL, created_ms INTEGER NOT NULL, purge_after_ms INTEGER NOT NULL, "
            + "retention_ms INTEGER NOT NULL, retention_bytes INTEGER NOT NULL)",
        "CREATE TABLE topic_group(id INTEGER PRIMARY KEY, topic INTEGER NOT NULL, name TEXT NOT NULL, "
            + "policy BLOB NOT NULL, UNIQUE(topic, name))",
        "CREATE TABLE topic_deleted(topic INTEGER PRIMARY KEY)",
        "CREATE TABLE partition(topic INTEGER NOT NULL, idx INTEGER NOT NULL, epoch INTEGER NOT NULL, "
            + "nonce BLOB NOT NULL, journal_seq INTEGER NOT NULL, next_offset INTEGER NOT NULL, "
            + "batches INTEGER NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY(topic, idx)) WITHOUT ROWID",
        "CREATE TABLE batch(topic INTEGER NOT NULL, idx INTEGER NOT NULL, base_offset INTEGER NOT NULL, "
            + "count INTEGER NOT NULL, body INTEGER NOT NULL, length INTEGER NOT NULL, crc INTEGER NOT NULL, "
            + "stored_ms INTEGER NOT NULL, PRIMARY KEY(topic, idx, base_offset)) WITHOUT ROWID",
        "CREATE TABLE body(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
        "CREATE TABLE event(id INTEGER PRIMARY KEY, topic INTEGER NOT NULL, idx INTEGER NOT NULL, "
            + "journal_seq INTEGER NOT NULL, crc INTEGER NOT NULL, bytes BLOB NOT NULL)",
        "CREATE TABLE snapshot(topic INTEGER NOT NULL, idx INTEGER NOT NULL, journal_seq INTEGER NOT NULL, "
            + "crc INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY(topic, idx))",
        $"INSERT INTO meta VALUES({Version}, 0, 0, 0)",
    ];

    /// <summary>
    /// Makes the tables in a new file, brings those of an older format up to date, and refuses a file that is not ours
    /// or newer than this version.
    /// </summary>
    public static void Ensure(Database database)
    {
        if (database.Query("SELECT count(*) FROM sqlite_master") == "0")
            Create(database);
        if (database.Query("PRAGMA application_id") != $"{ApplicationId}")
        {
            throw new JournalRefusedException(
                $"{database.File} is a database, but not a journal of ActorMQ. Name another file.");
        }

        string version = database.Query("SELECT version FROM meta");
        if (version == $"{OlderFormat.Version}")
        {
            OlderFormat.Upgrade(database);
            version = database.Query("SELECT version FROM meta");
        }

        if (version != $"{Version}")
        {
            throw new JournalRefusedException(
                $"{database.File} has format {version}; this ActorMQ reads formats {OlderFormat.Version} and "
                + $"{Version}. Use the version that wrote it.");
        }
    }

    private static void Create(Database database)
    {
        database.Execute("BEGIN IMMEDIATE");
        database.Execute($"PRAGMA application_id={ApplicationId}");
        foreach (string table in Tables)
            database.Execute(table);
        database.Execute("COMMIT");
    }
}
