namespace ActorMQ.Journal;

/// <summary>What goes wrong with one append of a <see cref="MemoryJournal"/>.</summary>
public enum AppendFault : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Not stored, outcome Busy.</summary>
    Busy,

    /// <summary>Not stored, outcome Rejected.</summary>
    Rejected,

    /// <summary>Not stored if it has batches, outcome Rejected for lack of space; stored otherwise.</summary>
    StorageFull,

    /// <summary>Stored, but the outcome is Unknown.</summary>
    UnknownStored,

    /// <summary>Not stored, and the outcome is Unknown.</summary>
    UnknownAbsent,
}
