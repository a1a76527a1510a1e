namespace ActorMQ.Journal.Sqlite;

/// <summary>
/// The right of one process to use a data directory, held by an operating system lock on a file in it.
/// </summary>
/// <remarks>
/// The lock dies with its process, so a file that a dead process left is simply taken over. A second file beside it
/// only serves to tell another process who holds the lock: nobody else may read the locked one.
/// </remarks>
public sealed class DataDirectoryLock : IDisposable
{
    /// <summary>Name of the lock file in the data directory.</summary>
    public const string FileName = "actormq.lock";

    /// <summary>Name of the file that tells pid and incarnation of the holder.</summary>
    public const string HolderFileName = "actormq.holder";

    private readonly FileStream file;

    private DataDirectoryLock(FileStream file) => this.file = file;

    /// <summary>Makes the directory if need be and takes the lock, or says who holds it.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="incarnation">This start of this node.</param>
    /// <exception cref="JournalRefusedException">Another process holds the directory.</exception>
    public static DataDirectoryLock Acquire(string directory, Guid incarnation)
    {
        Directory.CreateDirectory(directory);
        FileStream file = OpenExclusively(directory);
        string holder = $"pid {Environment.ProcessId}, incarnation {incarnation}\n";
        File.WriteAllText(Path.Combine(directory, HolderFileName), holder);
        return new DataDirectoryLock(file);
    }

    /// <summary>Gives the lock back. The file stays.</summary>
    public void Dispose() => file.Dispose();

    private static FileStream OpenExclusively(string directory)
    {
        string path = Path.Combine(directory, FileName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException refused)
        {
            throw new JournalRefusedException(
                $"The data directory {directory} is in use by {HolderOf(directory)}. "
                + "Stop that process, or give this node its own data directory.",
                refused);
        }
    }

    private static string HolderOf(string directory)
    {
        string path = Path.Combine(directory, HolderFileName);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : "another process";
    }
}
