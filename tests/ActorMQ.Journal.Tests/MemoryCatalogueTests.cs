namespace ActorMQ.Journal.Tests;

public sealed class MemoryCatalogueTests() : CatalogueContract(new MemoryJournal())
{
    protected override IJournal Reopen(IJournal journal)
    {
        journal.Dispose();
        return journal;
    }
}
