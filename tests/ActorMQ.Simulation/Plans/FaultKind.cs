namespace ActorMQ.Simulation.Plans;

/// <summary>Everything that can go wrong in a world. The names are those of the printed counts.</summary>
internal enum FaultKind
{
    /// <summary>Now and then bytes take up to a second.</summary>
    HeavyTail,

    /// <summary>Connections end at once.</summary>
    ConnectionReset,

    /// <summary>Connections end in the middle of what was on its way.</summary>
    ResetMidFrame,

    /// <summary>Everything on a connection is lost from here on, and nobody is told.</summary>
    HalfOpen,

    /// <summary>Nothing passes from clients to a node.</summary>
    CutToOwner,

    /// <summary>Nothing passes from a node to clients.</summary>
    CutFromOwner,

    /// <summary>Nothing passes either way.</summary>
    Partition,

    /// <summary>Clients read a little at a time.</summary>
    SlowReader,

    /// <summary>The store takes 10 ms to 2 s.</summary>
    SlowCommit,

    /// <summary>Appends are refused for good.</summary>
    Rejected,

    /// <summary>Somebody else holds the fence row.</summary>
    Busy,

    /// <summary>Somebody else acquires the partition.</summary>
    Fenced,

    /// <summary>Stored, but no answer.</summary>
    UnknownStored,

    /// <summary>Not stored, and no answer.</summary>
    UnknownAbsent,

    /// <summary>There is no room for messages and topics; settlements are stored, as long as they are alone.</summary>
    DiskFull,

    /// <summary>A sync fails: the node must end itself.</summary>
    SyncError,

    /// <summary>A bit of a batch is wrong when it is read back: the row fails its check, this time.</summary>
    BitFlipRead,

    /// <summary>A row that recovery reads fails its check.</summary>
    CorruptRow,

    /// <summary>A node ends at once, and starts again.</summary>
    Kill,

    /// <summary>A node ends at once, right after a commit that it tells nobody about.</summary>
    KillInCommit,

    /// <summary>A node ends at once and its connections stay half open, as without power.</summary>
    PowerLoss,

    /// <summary>A node ends in order, and starts again.</summary>
    Stop,

    /// <summary>Another node starts on the same store, and the present one becomes a zombie.</summary>
    Move,

    /// <summary>A node stands still beyond deadlines, and goes on.</summary>
    Pause,

    /// <summary>The wall clock of a node jumps.</summary>
    ClockJump,

    /// <summary>A client process ends at once.</summary>
    ClientKill,

    /// <summary>Far more than usual is sent at once.</summary>
    Burst,

    /// <summary>A node ends at once, right after a commit with dead letters.</summary>
    KillInMove,

    /// <summary>A node ends at once, right after a commit with a snapshot.</summary>
    KillInSnapshot,

    /// <summary>A node ends at once, right before or after a group's row is deleted.</summary>
    KillInDeletion,

    /// <summary>Windows, caches and caps are as small as they can be.</summary>
    TinyCaps,
}
