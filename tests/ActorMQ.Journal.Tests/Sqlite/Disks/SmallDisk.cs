using ActorMQ.Journal.Sqlite;

namespace ActorMQ.Journal.Tests.Sqlite.Disks;

/// <summary>A disk of a few kilobytes: the files of one directory, counted together; and a sync that fails.</summary>
internal sealed class SmallDisk(string directory) : IReserveDisk
{
    /// <summary>What fits.</summary>
    public long CapacityBytes { get; set; } = long.MaxValue;

    /// <summary>Syncs that succeed before one fails; negative for all.</summary>
    public int SyncsLeft { get; set; } = -1;

    /// <summary>Writes that were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Syncs that were asked for.</summary>
    public int Syncs { get; private set; }

    public long UsedBytes => new DirectoryInfo(directory).EnumerateFiles().Sum(file => file.Length);

    public bool Allows(long growth)
    {
        if (growth == 0 || UsedBytes + growth <= CapacityBytes)
            return true;
        Refused++;
        return false;
    }

    public bool FailsToSync()
    {
        Syncs++;
        return SyncsLeft >= 0 && SyncsLeft-- == 0;
    }

    public bool Has(string file, long bytes) => File.Exists(file) && new FileInfo(file).Length == bytes;

    public long FreeBytes(string file) => CapacityBytes - UsedBytes;

    public bool TryAllocate(string file, long bytes)
    {
        if (FreeBytes(file) < bytes)
            return false;
        using FileStream stream = File.Create(file);
        stream.SetLength(bytes);
        return true;
    }

    public void Free(string file) => File.Delete(file);
}
