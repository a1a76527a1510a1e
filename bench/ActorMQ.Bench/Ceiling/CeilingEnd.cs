using ActorMQ.Journal.Sqlite;
using ActorMQ.Runtime;

namespace ActorMQ.Bench.Ceiling;

/// <summary>Closes and removes the journal, on the lane that used it.</summary>
internal sealed class CeilingEnd(SqliteJournal journal, string file) : IRunnable
{
    private readonly TaskCompletionSource ended = new();
    private volatile bool hasBegun;

    /// <summary>From here on nothing is committed any more.</summary>
    public bool HasBegun => hasBegun;

    /// <summary>Waits for what the lane is doing, then for the end.</summary>
    public void Await(ActorRuntime runtime, string lane)
    {
        hasBegun = true;
        runtime.RunBlocking(this, lane);
        ended.Task.Wait();
    }

    /// <summary>The last work of the lane.</summary>
    public void Run()
    {
        journal.Dispose();
        File.Delete(file);
        File.Delete(file + "-wal");
        ended.SetResult();
    }
}
