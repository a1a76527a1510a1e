namespace ActorMQ.Journal;

/// <summary>What became of one partition's part of a group commit.</summary>
public enum AppendOutcome : byte
{
    /// <summary>Durable, all of it.</summary>
    Stored,

    /// <summary>Nothing stored: somebody else holds the fence row. Try it again, alone.</summary>
    Busy,

    /// <summary>
    /// Nothing stored: epoch, nonce or sequence differ. Somebody else owns the partition: stop at once.
    /// </summary>
    Fenced,

    /// <summary>Nothing stored, for a definite reason (disk full, a constraint). The owner stays the owner.</summary>
    Rejected,

    /// <summary>Nobody knows. Acquire again and compare the sequence with the expected one.</summary>
    Unknown,
}
