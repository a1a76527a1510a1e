using ActorMQ.Core;

namespace ActorMQ.Journal;

/// <summary>One partition's part of a group commit: what to store, under which fence, and what became of it.</summary>
/// <remarks>
/// Owned by the group committer, filled again for each group. All of it is stored in the group's one transaction,
/// or none of it. A group may hold several appends of a partition: they take effect in order, each expecting the
/// sequence that the one before left.
/// </remarks>
public sealed class JournalAppend
{
    /// <summary>The partition that the append belongs to.</summary>
    public PartitionId Partition { get; set; }

    /// <summary>Under which right: the fence row must hold exactly this epoch and nonce.</summary>
    public Ownership Ownership { get; set; }

    /// <summary>The journal sequence that the fence row must hold; a stored append adds one.</summary>
    public long ExpectedSequence { get; set; }

    /// <summary>The next free offset once this append is stored.</summary>
    public long NextOffset { get; set; }

    /// <summary>Record batches, in offset order; may be empty.</summary>
    public List<BatchEntry> Batches { get; } = [];

    /// <summary>The encoded event record of the append; may be empty.</summary>
    public ReadOnlyMemory<byte> Events { get; set; }

    /// <summary>
    /// The partition's whole state as of this append; replaces older snapshots and all events. May be empty.
    /// </summary>
    public ReadOnlyMemory<byte> Snapshot { get; set; }

    /// <summary>
    /// Batches that end at or below this offset may go. One commit removes a bounded part; the rest stays due.
    /// </summary>
    public long PurgeBelow { get; set; }

    /// <summary>What became of it; set by <see cref="IJournal.Commit"/>.</summary>
    public AppendOutcome Outcome { get; set; }

    /// <summary>Why, when the outcome is Rejected or Unknown.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Bytes of batches, events and snapshot together.</summary>
    public long PayloadBytes
    {
        get
        {
            long bytes = Events.Length + (long)Snapshot.Length;
            foreach (BatchEntry batch in Batches)
                bytes += batch.Bytes.Length;
            return bytes;
        }
    }

    /// <summary>Makes the object as good as new; keeps the list's memory.</summary>
    public void Reset()
    {
        Partition = default;
        Ownership = default;
        ExpectedSequence = 0;
        NextOffset = 0;
        Batches.Clear();
        Events = default;
        Snapshot = default;
        PurgeBelow = 0;
        Outcome = default;
        Failure = null;
    }
}
