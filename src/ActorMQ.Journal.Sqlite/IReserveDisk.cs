namespace ActorMQ.Journal.Sqlite;

/// <summary>What the reserve needs from the disk; tests put a small one in its place.</summary>
internal interface IReserveDisk
{
    /// <summary>Whether a file of that many bytes is there.</summary>
    bool Has(string file, long bytes);

    /// <summary>Bytes that a file beside this one could still get.</summary>
    long FreeBytes(string file);

    /// <summary>Makes a file of that many bytes, with real blocks behind it; false, and no file: no room.</summary>
    bool TryAllocate(string file, long bytes);

    /// <summary>Removes the file.</summary>
    void Free(string file);
}
