using ActorMQ.Journal.Sqlite.Native;

namespace ActorMQ.Journal.Sqlite;

/// <summary>The connection's settings, each read back where a wrong one would cost durability.</summary>
internal static class Settings
{
    /// <summary>What <c>PRAGMA auto_vacuum</c> tells of a file that can be made smaller in steps.</summary>
    public const string IncrementalVacuum = "2";

    private const int KibiByte = 1024;

    public static void Apply(Database database, SqliteJournalOptions options)
    {
        database.Execute($"PRAGMA page_size={options.PageBytes}");
        // Like the page size, only a file without a table takes it.
        database.Execute($"PRAGMA auto_vacuum={IncrementalVacuum}");
        Set(database, "locking_mode", "exclusive");
        Set(database, "journal_mode", "wal");
        database.Execute($"PRAGMA synchronous={(options.IsSynced ? "FULL" : "NORMAL")}");
        Expect(database, "synchronous", options.IsSynced ? "2" : "1");
        database.TakeOverCheckpoints();
        database.Execute($"PRAGMA journal_size_limit={2 * options.CheckpointBytes}");
        database.Execute($"PRAGMA cache_size=-{options.CacheBytes / KibiByte}");
        database.Execute("PRAGMA mmap_size=0");
        database.Execute("PRAGMA secure_delete=OFF");
        database.Execute("PRAGMA foreign_keys=OFF");
        database.Execute("PRAGMA temp_store=MEMORY");
        database.GrowBy(options.GrowthBytes);
    }

    private static void Set(Database database, string name, string value)
    {
        database.Execute($"PRAGMA {name}={value}");
        Expect(database, name, value);
    }

    private static void Expect(Database database, string name, string value)
    {
        string actual = database.Query($"PRAGMA {name}");
        if (actual != value)
        {
            throw new JournalRefusedException(
                $"{database.File}: {name} is {actual} and cannot be set to {value}, so commits would not be durable. "
                + "Use a local disk.");
        }
    }
}
