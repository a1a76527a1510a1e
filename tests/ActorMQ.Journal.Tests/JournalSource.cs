namespace ActorMQ.Journal.Tests;

/// <summary>Where a contract's journal comes from, and what is left of it when it is closed.</summary>
public abstract class JournalSource : IDisposable
{
    public abstract IJournal Open();

    /// <summary>Closes the journal and opens what it has left.</summary>
    public abstract IJournal Reopen(IJournal journal);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
