namespace ActorMQ.Journal;

/// <summary>Chooses what goes wrong in a <see cref="MemoryJournal"/>: the simulation's hand in the store.</summary>
public interface IAppendFaults
{
    /// <summary>Asked once for each append whose fence holds.</summary>
    AppendFault Next(JournalAppend append);
}
