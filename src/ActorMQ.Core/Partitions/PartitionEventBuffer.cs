using ActorMQ.Core.Groups;
using ActorMQ.Core.Producers;
using ActorMQ.Records;

namespace ActorMQ.Core.Partitions;

/// <summary>
/// The encoded events of a partition that no append has taken yet. docs/formats.md describes the bytes.
/// </summary>
internal sealed class PartitionEventBuffer
{
    /// <summary>The version of the event record.</summary>
    public const byte Version = 1;

    private readonly ByteWriter _bytes = new();

    /// <summary>Bytes that wait.</summary>
    public int Length => _bytes.Length;

    public void Add(in BatchAppended e)
    {
        Begin(EventKind.BatchAppended);
        Number(e.BaseOffset);
        Number(e.Count);
        Number(e.WallMs);
        _bytes.WriteBool(!e.Producer.IsNone);
        if (e.Producer.IsNone)
            return;
        _bytes.WriteUInt64(e.Producer.High);
        _bytes.WriteUInt64(e.Producer.Low);
        Number(e.ProducerEpoch);
        Number(e.BaseSequence);
    }

    public void Add(in ProducersEvicted e)
    {
        Begin(EventKind.ProducersEvicted);
        Number(e.UsedUntilMs);
    }

    public void Add(in TenureStarted e)
    {
        Begin(e.IsCounted ? EventKind.TenureStartedCounted : EventKind.TenureStarted);
        Number(e.Tenure);
    }

    public void Add(in GroupAdded e)
    {
        Begin(EventKind.GroupAdded);
        Number(e.GroupId);
        Number(e.StartOffset);
    }

    public void Add(in GroupRemoved e)
    {
        Begin(EventKind.GroupRemoved);
        Number(e.GroupId);
    }

    public void Add(in HandedOut e)
    {
        var isPlain = e.Concurrency == 1;
        BeginRange(isPlain ? EventKind.HandedOut : EventKind.HandedOutConcurrently, e.GroupId, e.First, e.Count);
        Number(e.Attempt);
        _bytes.WriteVarint((ulong)e.Consumer);
        if (!isPlain)
            Number(e.Concurrency);
    }

    public void Add(in RangeSettled e)
    {
        BeginRange(EventKind.RangeSettled, e.GroupId, e.First, e.Count);
    }

    public void Add(in RangeReturned e)
    {
        var isPlain = e.IsCounted && e.Time.IsAtOnce;
        BeginRange(isPlain ? EventKind.RangeReturnedAtOnce : EventKind.RangeReturned, e.GroupId, e.First, e.Count);
        if (isPlain)
            return;
        _bytes.WriteBool(e.IsCounted);
        Number(e.Time.FirstMs);
        if (e.Time.IsAtOnce)
            return;
        Number(e.Time.StepMs);
        Number(e.Time.Steps);
    }

    public void Add(in RangeMoved e)
    {
        Begin(EventKind.RangeMoved);
        Number(e.GroupId);
        Stored.Write(e, _bytes);
    }

    public void Add(in MovesReturned e)
    {
        Begin(EventKind.MovesReturned);
        Number(e.GroupId);
        Number(e.EndSequence);
    }

    public void Add(in DeadLettersChosen e)
    {
        Begin(EventKind.DeadLettersChosen);
        Number(e.GroupId);
        _bytes.WriteString(e.DeadLetter);
    }

    public void Add(in ClockNoted e)
    {
        Begin(EventKind.ClockNoted);
        Number(e.WallMs);
    }

    public void Add(in MovesDone e)
    {
        Begin(EventKind.MovesDone);
        Number(e.GroupId);
        Number(e.EndSequence);
    }

    public void Add(in MovesPutOff e)
    {
        Begin(EventKind.MovesPutOff);
        Number(e.GroupId);
        Number(e.EndSequence);
    }

    public void Add(in ConsumerReleased e)
    {
        Begin(EventKind.ConsumerReleased);
        Number(e.GroupId);
        _bytes.WriteVarint((ulong)e.Consumer);
        _bytes.WriteBool(e.IsCounted);
    }

    public void Add(in RetriesReleased e)
    {
        Begin(EventKind.RetriesReleased);
        Number(e.GroupId);
        Number(e.WallMs);
        Number(e.Count);
    }

    /// <summary>Moves what waits into one event record; answers its bytes.</summary>
    public int Drain(ByteWriter into, long recordNumber)
    {
        var start = into.Length;
        into.WriteByte(Version);
        into.WriteVarint((ulong)recordNumber);
        into.Write(_bytes.Written);
        Stored.Seal(into, start);
        _bytes.Clear();
        return into.Length - start;
    }

    private void Begin(EventKind kind) => _bytes.WriteByte((byte)kind);

    private void BeginRange(EventKind kind, int groupId, long first, long count)
    {
        Begin(kind);
        Number(groupId);
        Number(first);
        Number(count);
    }

    private void Number(long value) => _bytes.WriteVarint((ulong)value);
}
