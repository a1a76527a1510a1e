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
    private volatile bool isLapsed;

    // Settled by the application, and of these the acks that the node has not been told.
    private RecordSet settled = new(range.Count);
    private RecordSet unsent = new(range.Count);

    public DeliveryRange Range { get; } = range;

    public ISettler Settler => settler;

    public int Bytes => bytes.Length;

    /// <summary>What it takes in memory, about: a node may send frames with hardly a byte.</summary>
    public int HeldBytes => bytes.Length + ObjectBytes + Range.Count / 4;

    /// <summary>How many, from the first, the application has been given. Written by its loop alone.</summary>
    public int Taken { get; set; }

    /// <summary>Whether its deliveries are not ours any more: those not given to the application are dropped.</summary>
    public bool IsLapsed
    {
        get => isLapsed;
        set => isLapsed = value;
    }

    /// <summary>Whether its bytes are wrong: the application never gets it, so that it is not to be extended.</summary>
    public bool IsDamaged { get; set; }

    /// <summary>Its place among the live ones; -1: not among them.</summary>
    public int LivePlace { get; set; } = -1;

    /// <summary>When its ack wait was begun or extended last, monotonic.</summary>
    public long ExtendedAtMs { get; set; }

    /// <summary>When the application was last seen to take or settle of it, and what it had by then.</summary>
    public (long AtMs, int Steps) Progress { get; set; }

    public int Steps => Taken + settled.Count;

    public bool IsSettled => settled.Count == Range.Count;

    public int UnsentAcks => unsent.Count;

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

    public bool Ack(int index) => settled.Add(index) && unsent.Add(index);

    public bool Nack(int index) => settled.Add(index);

    /// <summary>The acks that the node has not been told, as runs; from then on it has been.</summary>
    public void DrainAcks(List<SettleOrder> into)
    {
        Collect(unsent, members: true, SettleVerb.Ack, into);
        unsent.Clear();
    }

    /// <summary>What the application has not been given, as runs to nack; it counts as settled from then on.</summary>
    public void GiveBackRest(List<SettleOrder> into)
    {
        int from = Taken;
        Collect(settled, members: false, SettleVerb.Nack, into, from);
        for (int index = from; index < Range.Count; index++)
            settled.Add(index);
    }

    /// <summary>What is not settled, as runs to extend.</summary>
    public void CollectUnsettled(List<SettleOrder> into) => Collect(settled, members: false, SettleVerb.Extend, into);

    public SettleOrder OrderOf(int index, SettleVerb verb) =>
        new(Range.Partition, Range.Tenure, Range.First + index, 1, Range.Attempt, verb);

    public ReadOnlyMemory<byte> Body(int index) => reader.Body(Range.FirstIndex + index);

    public ReadOnlyMemory<byte> Key(int index) => reader.Key(Range.FirstIndex + index);

    public ReadOnlyMemory<byte> Tag(int index) => reader.Tag(Range.FirstIndex + index);

    public IReadOnlyList<MessageHeader> Headers(int index) => reader.Headers(Range.FirstIndex + index);

    public long CreatedUnixMs => reader.Header.CreatedUnixMs;

    private void Collect(in RecordSet set, bool members, SettleVerb verb, List<SettleOrder> into, int from = 0)
    {
        int at = from;
        while (set.NextRun(at, members) is { Count: > 0 } run)
        {
            into.Add(new SettleOrder(
                Range.Partition, Range.Tenure, Range.First + run.First, run.Count, Range.Attempt, verb));
            at = run.First + run.Count;
        }
    }
}
