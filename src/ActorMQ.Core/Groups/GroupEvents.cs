using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Groups;

/// <summary>
/// Plays the events of one group: the only way in which its ledger changes, the same one for live use and for replay.
/// </summary>
internal sealed class GroupEvents(Group group, Partition partition, GroupDeadlines deadlines)
{
    public void Play(in HandedOut e)
    {
        Invariant.Require(e.Count > 0 && e.Attempt > 0 && e.First >= group.Floor && e.End <= partition.NextOffset);
        group.Ledger.HandOut(e);
        deadlines.Note(e.DeadlineMs);
        CheckCheap();
    }

    public long Play(in RangeSettled e)
    {
        Invariant.Require(e.Count > 0 && e.First >= 0 && e.First + e.Count <= partition.NextOffset);
        var settled = group.Ledger.Settle(e.First, e.First + e.Count);
        CheckCheap();
        return settled;
    }

    public int Play(in RangeReturned e)
    {
        Invariant.Require(e.Count > 0 && e.First >= 0 && e.First + e.Count <= group.Cursor);
        var returned = group.Ledger.Return(e.First, e.First + e.Count, e.IsCounted, e.Time);
        CheckCheap();
        return returned;
    }

    public void Play(in RetriesReleased e)
    {
        Invariant.Require(e.Count > 0 && group.Ledger.ReleaseDue(e.WallMs, e.Count) == e.Count);
        partition.NoteWall(e.WallMs);
        CheckCheap();
    }

    public void Play(in RangeMoved e)
    {
        var end = e.Cause == MoveCause.Redriven ? partition.NextOffset : group.Cursor;
        Invariant.Require(e.Count > 0 && e.First >= group.Floor && e.End <= end);
        group.Ledger.Move(e);
        partition.NoteWall(e.MovedAtMs);
        CheckCheap();
    }

    public void Play(in DeadLettersChosen e)
    {
        Invariant.Require(group.MoveCount == 0);
        group.Ledger.Outbox.DeadLetter = e.DeadLetter;
    }

    public void Play(in MovesDone e)
    {
        Invariant.Require(e.EndSequence > group.FirstMove && e.EndSequence <= group.EndMove);
        group.Ledger.FinishMoves(e.EndSequence);
        CheckCheap();
    }

    public void Play(in MovesReturned e)
    {
        Invariant.Require(e.EndSequence > group.FirstMove && e.EndSequence <= group.EndMove);
        group.Ledger.ReturnMoves(e.EndSequence);
        CheckCheap();
    }

    public void Play(in MovesPutOff e)
    {
        Invariant.Require(e.EndSequence > group.FirstMove && e.EndSequence <= group.EndMove);
        group.Ledger.Outbox.PutOff(e.EndSequence);
    }

    public void Play(in ConsumerReleased e) => group.Ledger.ReturnAll(e.Consumer, e.IsCounted);

    public void Play(in TenureStarted e)
    {
        if (!Mutants.ForgetsWhatWasOut)
            group.Ledger.ReturnAll(consumer: null, e.IsCounted);
    }

    /// <summary>Checks what costs nothing.</summary>
    public void CheckCheap()
    {
        Invariant.Require(group.Floor <= group.Cursor && group.Cursor <= partition.NextOffset);
        var returned = group.Ledger.Returned.Count;
        Invariant.Require(group.InFlight >= 0 && group.InFlight + returned <= group.Cursor - group.Floor);
        Invariant.Require(group.WaitingCount + group.MoveCount == returned);
    }
}
