using System.Numerics;

namespace ActorMQ.Core.Groups;

/// <summary>
/// The moves of a group that their target has not stored yet: at most <see cref="Limits.MovesMax"/>, in the order of
/// their sequences. Their records are neither out nor settled.
/// </summary>
internal sealed class Outbox
{
    // A power of two; move n, while it is pending, is in slot n & (length - 1).
    private Move[] _moves = [];

    /// <summary>Their records.</summary>
    public OffsetSet Offsets { get; } = new(isSparse: true);

    /// <summary>The sequence of the oldest pending move; <see cref="End"/> when none is.</summary>
    public long First { get; private set; }

    /// <summary>The sequence that the next move gets.</summary>
    public long End { get; private set; }

    /// <summary>Where those to the dead letters go; it changes only while none is pending.</summary>
    public string DeadLetter { get; set; } = "";

    /// <summary>Pending moves.</summary>
    public int Count => (int)(End - First);

    /// <summary>How many more it takes.</summary>
    public int Room => Limits.MovesMax - Count;

    /// <summary>A pending move by sequence.</summary>
    public ref readonly Move this[long sequence] => ref _moves[Slot(sequence)];

    /// <summary>An empty outbox whose next move has this sequence: reading a snapshot.</summary>
    public void Restore(long sequence)
    {
        Invariant.Require(End == 0);
        (First, End) = (sequence, sequence);
    }

    /// <summary>Numbers the records of a range.</summary>
    public void Add(in RangeMoved e)
    {
        Invariant.Require(e.Count <= Room && Offsets.Add(e.First, e.End) == e.Count);
        if (Count + e.Count > _moves.Length)
            Grow(Count + e.Count);
        for (var offset = e.First; offset < e.End; offset++, End++)
            _moves[Slot(End)] = new Move(End, offset, e.Attempt, e.Cause, e.Reason, e.MovedAtMs, e.Target);
    }

    /// <summary>Drops the oldest move; answers its offset.</summary>
    public long Drop()
    {
        Invariant.Require(Count != 0);
        ref var move = ref _moves[Slot(First)];
        var offset = move.Offset;
        move = default;
        First++;
        Offsets.Remove(offset, offset + 1);
        return offset;
    }

    /// <summary>Puts the oldest moves behind all others, under new sequences.</summary>
    public void PutOff(long endSequence)
    {
        for (; First < endSequence; First++, End++)
        {
            var move = this[First];
            _moves[Slot(First)] = default;
            _moves[Slot(End)] = move with { Sequence = End };
        }
    }

    private int Slot(long sequence) => (int)(sequence & (_moves.Length - 1));

    private void Grow(int count)
    {
        var old = _moves;
        _moves = new Move[BitOperations.RoundUpToPowerOf2((uint)count)];
        for (var sequence = First; sequence < End; sequence++)
            _moves[Slot(sequence)] = old[(int)(sequence & (old.Length - 1))];
    }
}
