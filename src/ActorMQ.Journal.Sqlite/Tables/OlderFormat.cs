using ActorMQ.Core.Topics;
using ActorMQ.Journal.Sqlite.Native;

namespace ActorMQ.Journal.Sqlite.Tables;

/// <summary>The format before the present one, and the way from there. One transaction: all of it or none.</summary>
internal static class OlderFormat
{
    /// <summary>The number in <c>meta</c> of a file that can be brought up to date.</summary>
    public const int Version = 1;

    // Columns with a constant default are not written into the rows: only the counts cost a look at each batch's row.
    private static readonly string[] Steps =
    [
        "ALTER TABLE topic ADD COLUMN purge_after_ms INTEGER NOT NULL DEFAULT 0",
        $"ALTER TABLE topic ADD COLUMN retention_ms INTEGER NOT NULL DEFAULT {TopicSettings.RetentionMsDefault}",
        "ALTER TABLE topic ADD COLUMN retention_bytes INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE topic_group ADD COLUMN policy BLOB NOT NULL DEFAULT x''",
        "ALTER TABLE partition ADD COLUMN batches INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE partition ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE batch ADD COLUMN stored_ms INTEGER NOT NULL DEFAULT 0",
        "UPDATE partition SET "
            + "batches=(SELECT count(*) FROM batch b WHERE b.topic=partition.topic AND b.idx=partition.idx), "
            + "bytes=(SELECT coalesce(sum(length), 0) FROM batch b WHERE b.topic=partition.topic "
            + "AND b.idx=partition.idx)",
        "UPDATE meta SET version=2",
    ];

    /// <summary>Brings the tables up to date; on failure the file stays as it was.</summary>
    public static void Upgrade(Database database)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (string step in Steps)
                database.Execute(step);
            database.Execute("COMMIT");
        }
        catch (SqliteException)
        {
            if (database.IsInTransaction)
                database.Execute("ROLLBACK");
            throw;
        }
    }
}
