namespace ActorMQ.Journal.Sqlite;

/// <summary>What a failure of SQLite means for the journal.</summary>
internal enum SqliteFailure : byte
{
    /// <summary>A definite abort: nothing stored, the journal is sound.</summary>
    Refused,

    /// <summary>Another connection holds the file: refused at opening, impossible later.</summary>
    Held,

    /// <summary>What is durable is no longer known: the process must end and recover.</summary>
    Fatal,
}
