namespace ActorMQ.Journal.Tests;

public sealed class MemoryKeptTests() : KeptContract(new MemoryJournal())
{
    protected override IJournal Reopen(IJournal journal)
    {
        journal.Dispose();
        return journal;
    }
}
