namespace ActorMQ.Journal.Tests;

/// <summary>A journal in memory, which keeps all when it is closed.</summary>
public sealed class MemorySource : JournalSource
{
    public override IJournal Open() => new MemoryJournal();

    public override IJournal Reopen(IJournal journal)
    {
        journal.Dispose();
        return journal;
    }
}
