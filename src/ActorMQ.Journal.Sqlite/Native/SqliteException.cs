namespace ActorMQ.Journal.Sqlite.Native;

/// <summary>
/// A result code of SQLite that is neither a row nor success; <see cref="SqliteFailures"/> says what it means.
/// </summary>
internal sealed class SqliteException(int code, string message) : Exception($"SQLite error {code}: {message}")
{
    /// <summary>The extended result code.</summary>
    public int Code { get; } = code;
}
