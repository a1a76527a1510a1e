using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ActorMQ.Journal.Sqlite.Native;

/// <summary>The one connection to a journal file: it alone writes, reads and checkpoints it.</summary>
/// <remarks>
/// One connection, because several of them that write and checkpoint one file can damage it in the versions of SQLite
/// up to 3.51.2, and because an exclusive lock spares the shared memory of the write-ahead log.
/// </remarks>
internal sealed unsafe class Database : IDisposable
{
    private const int Closed = 0;

    private readonly List<Statement> statements = [];
    private int* logPages;
    private nint handle;

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="fileLayer">Name of a registered file layer of SQLite; null for the one of the system.</param>
    public Database(string file, string? fileLayer)
    {
        File = file;
        int code = NativeSqlite.Open(
            file,
            out handle,
            NativeSqlite.OpenReadWrite | NativeSqlite.OpenCreate | NativeSqlite.OpenNoMutex,
            fileLayer);
        logPages = (int*)NativeMemory.AllocZeroed(sizeof(int));
        try
        {
            Check(code);
            Check(NativeSqlite.UseExtendedCodes(handle, 1));
        }
        catch (SqliteException)
        {
            Dispose();
            throw;
        }
    }

    public string File { get; }

    public nint Handle => handle != Closed ? handle : throw new ObjectDisposedException(nameof(Database));

    /// <summary>Pages in the write-ahead log after the last commit.</summary>
    public int LogPages => logPages == null ? 0 : *logPages;

    public bool IsInTransaction => NativeSqlite.IsOutsideTransaction(Handle) == 0;

    /// <summary>A statement that lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        Statement statement = new(this, sql);
        statements.Add(statement);
        return statement;
    }

    /// <summary>The first column of the first row, as a number.</summary>
    public long QueryLong(string sql) => long.Parse(Query(sql), CultureInfo.InvariantCulture);

    /// <summary>Runs statements that are not worth keeping.</summary>
    public void Execute(string sql)
    {
        using Statement statement = new(this, sql);
        while (statement.Step())
        {
        }
    }

    /// <summary>The first column of the first row, as text.</summary>
    public string Query(string sql)
    {
        using Statement statement = new(this, sql);
        return statement.Step() ? statement.Text(0) : "";
    }

    /// <summary>Lets the file grow in steps, so that a sync seldom has to write its size.</summary>
    public void GrowBy(int bytes) => Check(NativeSqlite.FileControl(
        Handle, 0, NativeSqlite.FileControlChunkSize, &bytes));

    /// <summary>Leaves checkpoints to <see cref="Checkpoint"/>, and counts the pages of the log for it.</summary>
    public void TakeOverCheckpoints()
    {
        // The pragma removes whatever hook there is, so the order matters.
        Execute("PRAGMA wal_autocheckpoint=0");
        NativeSqlite.SetLogHook(Handle, &OnCommitted, logPages);
    }

    /// <summary>Bytes that the write-ahead log takes on the disk, in use or not.</summary>
    public long LogFileBytes => new FileInfo(File + "-wal") is { Exists: true } log ? log.Length : 0;

    /// <summary>
    /// Copies the write-ahead log into the file; the next commit writes the log from its start again.
    /// </summary>
    /// <param name="cutsLog">Whether the log's file is cut to nothing, too, instead of being written over.</param>
    public void Checkpoint(bool cutsLog)
    {
        int mode = cutsLog ? NativeSqlite.CheckpointTruncate : NativeSqlite.CheckpointPassive;
        Check(NativeSqlite.Checkpoint(Handle, 0, mode, out int inLog, out int copied));
        if (inLog == copied)
            *logPages = 0;
    }

    public void Check(int code)
    {
        if (code != NativeSqlite.Ok)
            throw Failure(code);
    }

    public SqliteException Failure(int code) => new(
        code, handle == Closed ? "out of memory" : Marshal.PtrToStringUTF8(NativeSqlite.ErrorMessage(handle)) ?? "");

    public void Dispose()
    {
        foreach (Statement statement in statements)
            statement.Dispose();
        statements.Clear();
        _ = NativeSqlite.Close(handle);
        handle = Closed;
        NativeMemory.Free(logPages);
        logPages = null;
    }

    [UnmanagedCallersOnly]
    private static int OnCommitted(nint context, nint connection, byte* schema, int pages)
    {
        Unsafe.Write((void*)context, pages);
        return NativeSqlite.Ok;
    }
}
