using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Client.Consuming;

/// <summary>One frame of deliveries: its bytes, and what has become of each delivery.</summary>
/// <remarks>
/// The marks belong to the <see cref="ConsumerWindow"/>, under its owner's lock; the bytes may be read by anyone, for
/// ever. Deliveries are known by their index in the range that was handed out.
/// </remarks>
internal sealed class DeliveredBatch(ISettler settler, in DeliveryRange range, ReadOnlyMemory<byte> bytes)
{
    private const int ObjectBytes = 512;

    private BatchReader reader;

    // Settled by the application, dropped before it got them, or left out; and the acks that the node has not been
    // told.
    private RecordSet settled = range.LeftOut is { } leftOut ? leftOut.Clone() : new RecordSet(range.Count);
    private RecordSet unsent = new(range.Count);

    // How many, from the first, the node has been told that the application has them.
    private int started;

    public DeliveryRange Range { get; } = range;

    public ISettler Settler => settler;

    public int Bytes => bytes.Length;

    /// <summary>What it takes in memory, about: a node may send frames with hardly a byte.</summary>
    public int HeldBytes => bytes.Length + ObjectBytes + Range.Count / 4;

    /// <summary>Who holds what, and until when. From the moment that a window takes the batch.</summary>
    public DeliveryLocks Locks { get; private set; } = null!;

    /// <summary>How many, from the first, the application has been given. Written by its loop alone.</summary>
    public int Taken { get; set; }

    /// <summary>Its place among the live ones; -1: not among them.</summary>
    public int LivePlace { get; set; } = -1;

    /// <summary>How many are neither settled nor lost.</summary>
    public int Held { get; private set; } = range.Records;

    public int UnsentAcks => unsent.Count;

    /// <summary>Whether the application has one that is neither settled nor lost.</summary>
    public bool IsWithApplication
    {
        get
        {
            int hidden = 0;
            bool isUneven = Locks.HasExceptions || Range.LeftOut is not null;
            for (int index = Taken; isUneven && index < Range.Count; index++)
                hidden += IsHeld(index) ? 1 : 0;
            return Held > (isUneven ? hidden : Range.Count - Taken);
        }
    }

    public long CreatedUnixMs => reader.Header.CreatedUnixMs;

    public void Begin(long nowMs, long ackWaitMs) => Locks = new DeliveryLocks(Range.Count, nowMs, ackWaitMs);

    /// <summary>Checks every sum and makes the records readable. Before the first delivery is given out.</summary>
    public BatchFault Open()
    {
        BatchFault fault = BatchReader.TryOpen(bytes, out reader);
        if (fault != BatchFault.None)
            return fault;
        bool isThere = Range.Count > 0 && Range.First >= Range.BaseOffset
            && Range.First - Range.BaseOffset + Range.Count <= reader.Count
            && reader.Has(Range.FirstIndex) && reader.Has(Range.FirstIndex + Range.Count - 1);
        return isThere ? BatchFault.None : BatchFault.Inconsistent;
    }

    /// <summary>Whether that one is to be given to the application. Asked by its loop, without the lock.</summary>
    public bool IsThere(int index) => !Locks.IsLost(index) && !Range.IsLeftOut(index);

    public bool Ack(int index) => Settle(index) && unsent.Add(index);

    /// <summary>Notes that one is settled; false: it was before.</summary>
    public bool Settle(int index)
    {
        if (!settled.Add(index))
            return false;
        if (!Locks.IsLost(index))
            Held--;
        Locks.Forget(index);
        return true;
    }

    public bool IsHeld(int index) => !settled.Contains(index) && !Locks.IsLost(index);

    /// <summary>Cancelled when that one is lost before it is settled.</summary>
    public CancellationToken LockLost(int index) =>
        settled.Contains(index) && !Locks.IsLost(index) ? CancellationToken.None : Locks.TokenOf(index);

    /// <summary>The acks that the node has not been told, as runs; from then on it has been.</summary>
    public void DrainAcks(List<SettleOrder> into)
    {
        int at = 0;
        while (unsent.NextRun(at, members: true) is { Count: > 0 } run)
        {
            into.Add(new SettleOrder(this, run.First, run.Count, SettleKind.Ack));
            at = run.First + run.Count;
        }
        unsent.Clear();
    }

    /// <summary>
    /// Those that the application has and the node does not know of, as runs; true: it has them all.
    /// </summary>
    public bool DrainStarts(List<SettleOrder> into)
    {
        int taken = Taken;
        Collect(started, taken, SettleKind.Start, static (batch, index) => batch.IsHeld(index), into);
        started = taken;
        return taken == Range.Count;
    }

    /// <summary>What is to be renewed, as runs to extend.</summary>
    public void CollectRenewals(List<SettleOrder> into) => Collect(
        Locks.RenewedFrom, Range.Count, SettleKind.Extend,
        static (batch, index) => batch.IsHeld(index) && !batch.Locks.HasOwnEnd(index), into);

    /// <summary>All that is held, as runs to extend; and what the application has is to be told again.</summary>
    public void CollectClaims(List<SettleOrder> into)
    {
        started = 0;
        Collect(0, Range.Count, SettleKind.Extend, static (batch, index) => batch.IsHeld(index), into);
    }

    /// <summary>
    /// Ends the locks of those from <paramref name="first"/> up to <paramref name="end"/>, where they end by
    /// <paramref name="byMs"/>. What the application has not been given it will not be.
    /// </summary>
    /// <param name="first">The first index.</param>
    /// <param name="end">The index behind the last.</param>
    /// <param name="byMs">Monotonic; <see cref="long.MaxValue"/>: whatever their end is.</param>
    /// <param name="losses">What the application is to hear.</param>
    /// <param name="back">Nacks that give the node's credit back; null: it has none to give.</param>
    public void Lose(int first, int end, long byMs, LockLosses losses, List<SettleOrder>? back)
    {
        for (int index = first; index < end; index++)
        {
            if (settled.Contains(index) || !Locks.EndsBy(index, byMs) || !Locks.TryLose(index, out var token))
                continue;
            Held--;
            if (back is not null)
                GiveBack(index, back);
            if (token is not null)
                losses.Tokens.Add(token);
            if (index < Taken)
                losses.Add(this, index);
            else
                settled.Add(index);
        }
    }

    public ReadOnlyMemory<byte> Body(int index) => reader.Body(Range.FirstIndex + index);

    public ReadOnlyMemory<byte> Key(int index) => reader.Key(Range.FirstIndex + index);

    public ReadOnlyMemory<byte> Tag(int index) => reader.Tag(Range.FirstIndex + index);

    public IReadOnlyList<MessageHeader> Headers(int index) => reader.Headers(Range.FirstIndex + index);

    private void GiveBack(int index, List<SettleOrder> into)
    {
        if (into.Count != 0 && into[^1] is var last && last.Batch == this && last.Index + last.Count == index)
            into[^1] = last with { Count = last.Count + 1 };
        else
            into.Add(new SettleOrder(this, index, 1, SettleKind.Nack));
    }

    private void Collect(
        int from, int end, SettleKind kind, Func<DeliveredBatch, int, bool> isMeant, List<SettleOrder> into)
    {
        int run = 0;
        for (int index = from; index < end; index++)
        {
            if (isMeant(this, index))
                run++;
            else
                End(index);
        }
        End(end);

        void End(int at)
        {
            if (run != 0)
                into.Add(new SettleOrder(this, at - run, run, kind));
            run = 0;
        }
    }
}
