using ActorMQ.Core;

namespace ActorMQ.Journal.Tests;

public sealed class MemoryJournalTests() : JournalContract(new MemorySource())
{
    [Theory]
    [InlineData(AppendFault.Busy, AppendOutcome.Busy, 0)]
    [InlineData(AppendFault.Rejected, AppendOutcome.Rejected, 0)]
    [InlineData(AppendFault.UnknownAbsent, AppendOutcome.Unknown, 0)]
    [InlineData(AppendFault.UnknownStored, AppendOutcome.Unknown, 1)]
    public void A_fault_gives_its_outcome(AppendFault fault, AppendOutcome outcome, int stored)
    {
        MemoryJournal journal = new();
        JournalDriver driver = new(journal);
        PartitionId p = driver.NewTopic("t", 1)[0];
        journal.Faults = new Always(fault);

        Assert.Equal(outcome, driver.Commit(driver.Append(p, 1, "a")));

        Assert.Equal(stored, journal.Acquire([p], JournalDriver.Nonce(9))[0].Sequence);
        Assert.Equal(stored, driver.Read(p).Length);
    }

    private sealed class Always(AppendFault fault) : IAppendFaults
    {
        public AppendFault Next(JournalAppend append) => fault;
    }
}
