namespace ActorMQ.Hosting;

/// <summary>Where a node stores its messages.</summary>
public enum JournalPlugin
{
    /// <summary>One SQLite file; durable when a send is confirmed.</summary>
    Sqlite,

    /// <summary>The process's memory; everything is gone when it ends. For tests.</summary>
    Memory,
}
