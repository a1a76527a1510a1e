using System.Text;

namespace ActorMQ.Journal.Sqlite.Native;

/// <summary>A prepared statement, kept for the life of the connection.</summary>
/// <remarks>
/// Use: bind, then <see cref="Run"/>; or bind, <see cref="Step"/> to false, read columns, <see cref="Reset"/>.
/// </remarks>
internal sealed unsafe class Statement : IDisposable
{
    private const nint Static = 0;
    private const nint Transient = -1;

    private readonly Database database;
    private readonly nint handle;

    public Statement(Database database, string sql)
    {
        this.database = database;
        byte[] utf8 = Encoding.UTF8.GetBytes(sql);
        fixed (byte* text = utf8)
        {
            database.Check(NativeSqlite.Prepare(
                database.Handle, text, utf8.Length, NativeSqlite.PrepareForLong, out handle, 0));
        }
    }

    public Statement Bind(int index, long value)
    {
        database.Check(NativeSqlite.BindLong(handle, index, value));
        return this;
    }

    /// <summary>Binds memory in place: it must stay pinned and unchanged until the statement has been reset.</summary>
    public Statement BindPinned(int index, byte* bytes, int length)
    {
        database.Check(NativeSqlite.BindBlob(handle, index, bytes, (ulong)length, Static));
        return this;
    }

    /// <summary>Binds a copy, for small values.</summary>
    public Statement BindCopy(int index, ReadOnlySpan<byte> bytes)
    {
        // A null pointer would be NULL, and not a blob without bytes.
        byte none = 0;
        fixed (byte* first = bytes)
        {
            database.Check(NativeSqlite.BindBlob(
                handle, index, first == null ? &none : first, (ulong)bytes.Length, Transient));
        }

        return this;
    }

    public Statement Bind(int index, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        fixed (byte* first = utf8)
            database.Check(NativeSqlite.BindText(handle, index, first, utf8.Length, Transient));
        return this;
    }

    /// <summary>Runs to the end and resets; returns the number of rows changed.</summary>
    public int Run()
    {
        int code = NativeSqlite.Step(handle);
        if (code != NativeSqlite.Done)
            throw FailureAndReset(code);
        Reset();
        return NativeSqlite.Changes(database.Handle);
    }

    /// <summary>Goes to the next row; false, and reset, after the last one.</summary>
    public bool Step()
    {
        int code = NativeSqlite.Step(handle);
        if (code == NativeSqlite.Row)
            return true;
        if (code != NativeSqlite.Done)
            throw FailureAndReset(code);
        Reset();
        return false;
    }

    /// <summary>Ends the run. The code that it returns repeats that of the last step.</summary>
    public void Reset() => _ = NativeSqlite.Reset(handle);

    public long Long(int column) => NativeSqlite.ColumnLong(handle, column);

    public int Int(int column) => checked((int)NativeSqlite.ColumnLong(handle, column));

    public string Text(int column) => Encoding.UTF8.GetString(Blob(column));

    /// <summary>The bytes of a column, valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column)
    {
        byte* bytes = NativeSqlite.ColumnBlob(handle, column);
        return new ReadOnlySpan<byte>(bytes, bytes == null ? 0 : NativeSqlite.ColumnBytes(handle, column));
    }

    public void Dispose() => _ = NativeSqlite.Finalize(handle);

    private SqliteException FailureAndReset(int code)
    {
        SqliteException failure = database.Failure(code);
        Reset();
        return failure;
    }
}
