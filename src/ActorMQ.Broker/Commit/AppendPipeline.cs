using ActorMQ.Actors;
using ActorMQ.Core;
using ActorMQ.Journal;
using ActorMQ.Records;

namespace ActorMQ.Broker.Commit;

/// <summary>One partition's appends in order: the one being built, and those on their way to the disk.</summary>
/// <remarks>
/// After an append that was not stored nothing more is submitted until all that were under way have come back; then the
/// first outcome decides what happens to them together.
/// </remarks>
internal sealed class AppendPipeline(NodeContext node, PartitionId id, Func<PartitionAppend> make)
{
    /// <summary>
    /// Appends under way at once; what comes meanwhile waits in the one being built and becomes one append.
    /// </summary>
    private const int UnderWayMax = 4;

    private readonly Stack<PartitionAppend> free = [];
    private readonly List<PartitionAppend> failed = [];
    private readonly PurgePace purges = new(node.Runtime);
    private Ownership ownership;
    private long sequence;
    private int underWay;

    /// <summary>What the present turn adds to.</summary>
    public PartitionAppend Building { get; private set; } = make();

    /// <summary>Whether nothing is under way, waiting or failed.</summary>
    public bool IsIdle => underWay == 0 && failed.Count == 0 && !Building.HasWaiters;

    /// <summary>Who wants to know when everything that was decided is durable.</summary>
    public List<IActorRef> Flushing { get; } = [];

    public bool CanSubmit =>
        underWay < UnderWayMax && failed.Count == 0
        && !(underWay > 0 && node.Runtime.Rarely("append: one under way"));

    /// <summary>The epoch under which batches are stamped.</summary>
    public long Epoch => ownership.Epoch;

    /// <summary>The journal sequence that the first of the failed appends expected.</summary>
    public long FailedSequence => Mutants.RetriesUnknown ? sequence : failed[0].Row.ExpectedSequence;

    /// <summary>Takes over a right, and the sequence from which to go on.</summary>
    public void Own(Ownership right, long nextSequence) => (ownership, sequence) = (right, nextSequence);

    /// <summary>Sends what was built to the journal; what lies below the floor may go from there.</summary>
    public void Submit(long nextOffset, long purgeFloor)
    {
        PartitionAppend append = Building;
        JournalAppend row = append.Row;
        row.Partition = id;
        row.NextOffset = nextOffset;
        row.PurgeBelow = purges.Below(row, purgeFloor);
        row.Events = append.Events.WrittenMemory;
        row.Snapshot = append.Snapshot.WrittenMemory;
        Building = free.Count > 0 ? free.Pop() : make();
        Send(append);
    }

    /// <summary>An append is back. True: it was stored, and is the oldest one.</summary>
    public bool TryComplete(PartitionAppend append)
    {
        underWay--;
        bool isStored = append.Row.Outcome == AppendOutcome.Stored
            || (Mutants.UnknownIsStored && append.Row.Outcome == AppendOutcome.Unknown)
            || (Mutants.FencedIsStored && append.Row.Outcome == AppendOutcome.Fenced);
        if (isStored && failed.Count == 0)
            return true;
        failed.Add(append);
        return false;
    }

    /// <summary>Puts an append away for the next use.</summary>
    public void Recycle(PartitionAppend append)
    {
        append.Reset();
        free.Push(append);
    }

    /// <summary>
    /// Once all are back after a failure: what the first one met. Stored means that nothing has failed.
    /// </summary>
    public AppendOutcome Trouble => underWay > 0 || failed.Count == 0 ? AppendOutcome.Stored : failed[0].Row.Outcome;

    /// <summary>Why the first one failed.</summary>
    public Exception? TroubleReason => failed.Count == 0 ? null : failed[0].Row.Failure;

    /// <summary>Takes the oldest failed append out, known to be stored after all.</summary>
    public PartitionAppend TakeStored()
    {
        PartitionAppend append = failed[0];
        failed.RemoveAt(0);
        return append;
    }

    /// <summary>Whether a failed append is left.</summary>
    public bool HasFailed => failed.Count > 0;

    /// <summary>Sends the failed appends again, unchanged and in order, under the present right.</summary>
    public void Resend()
    {
        sequence = FailedSequence;
        PartitionAppend[] again = [.. failed];
        failed.Clear();
        foreach (PartitionAppend append in again)
            Send(append);
    }

    /// <summary>Tells everybody who waits here that it was not stored.</summary>
    public void RefuseAll(in Problem problem)
    {
        Building.Refuse(problem);
        Building.Reset();
        foreach (PartitionAppend append in failed)
        {
            append.Refuse(problem);
            append.Reset();
        }

        failed.Clear();
    }

    private void Send(PartitionAppend append)
    {
        append.Row.Ownership = ownership;
        append.Row.ExpectedSequence = sequence++;
        underWay++;
        if (Mutants.AcksWhenSubmitted && underWay > 1)
            append.Release();
        node.Committer.Submit(append);
    }
}
