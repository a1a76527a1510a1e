namespace ActorMQ.Journal.Sqlite;

/// <summary>The disk that the journal is on.</summary>
internal sealed class ReserveDisk : IReserveDisk
{
    public bool Has(string file, long bytes)
    {
        FileInfo found = new(file);
        return found.Exists && found.Length == bytes;
    }

    public long FreeBytes(string file) =>
        new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(file))!).AvailableFreeSpace;

    public bool TryAllocate(string file, long bytes)
    {
        try
        {
            FileStreamOptions options = new()
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                PreallocationSize = bytes,
            };
            using FileStream stream = new(file, options);
            // Where blocks cannot be had beforehand this makes a file that holds none: a reserve in name only.
            stream.SetLength(bytes);
            return true;
        }
        catch (IOException)
        {
            // No room, most likely; whatever it is, there is no reserve.
            File.Delete(file);
            return false;
        }
    }

    public void Free(string file) => File.Delete(file);
}
