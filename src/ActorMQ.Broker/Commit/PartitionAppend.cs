using ActorMQ.Actors;
using ActorMQ.Broker.Subscriptions;
using ActorMQ.Core;
using ActorMQ.Journal;
using ActorMQ.Records;

namespace ActorMQ.Broker.Commit;

/// <summary>One partition's append on its way through the journal, with those who wait for it.</summary>
/// <remarks>
/// Made by a partition, lent to the committer, told back to the partition with the outcome set, and used again. It is
/// the message of both ways, so that a commit costs no allocation.
/// </remarks>
internal sealed class PartitionAppend(IActorRef owner)
{
    /// <summary>Bytes of a buffer that is kept for the next use: longer ones are rare, and appends many.</summary>
    private const int KeptBytesMax = 64 << 10;

    private readonly List<Slab> slabs = [];
    private readonly List<Waiter> waiters = [];
    private readonly List<SettleWaiter> settlements = [];

    /// <summary>Who gets the append back.</summary>
    public IActorRef Owner { get; } = owner;

    /// <summary>What the journal stores, and what became of it.</summary>
    public JournalAppend Row { get; } = new();

    /// <summary>The encoded events.</summary>
    public ByteWriter Events { get; private set; } = new(256);

    /// <summary>The encoded snapshot, empty most of the time.</summary>
    public ByteWriter Snapshot { get; private set; } = new(0);

    /// <summary>Whether it must not linger: a sender waits, or a consumer that said so.</summary>
    public bool IsUrgent { get; private set; }

    /// <summary>Whether anybody waits for it.</summary>
    public bool HasWaiters => waiters.Count > 0 || settlements.Count > 0 || Joining.Count > 0;

    /// <summary>Consumers that take part once it is durable.</summary>
    public List<Subscription> Joining { get; } = [];

    /// <summary>
    /// Of groups with moves to the dead letters: the sequence behind the last one that it makes durable.
    /// </summary>
    public List<(int Group, long EndMove)> Moves { get; } = [];

    /// <summary>When its first batch came, monotonic.</summary>
    public long BegunMs { get; private set; }

    /// <summary>Bytes of its batches.</summary>
    public long BatchBytes { get; private set; }

    /// <summary>Adds a batch; keeps a count of its slab until the append is over.</summary>
    public void Add(long baseOffset, int count, Slab slab, Now now, long storedUnixMs)
    {
        if (BatchBytes == 0)
            BegunMs = now.MonotonicMs;
        BatchBytes += slab.Length;
        slab.Retain();
        slabs.Add(slab);
        Row.Batches.Add(new BatchEntry(baseOffset, count, slab.Memory, storedUnixMs));
    }

    /// <summary>Adds a batch whose sender is answered when this append is durable.</summary>
    public void Add(in Waiter waiter)
    {
        waiters.Add(waiter);
        IsUrgent = true;
    }

    /// <summary>Adds a settlement that is answered when this append is durable.</summary>
    public void Add(in SettleWaiter waiter, bool isUrgent)
    {
        settlements.Add(waiter);
        IsUrgent |= isUrgent;
    }

    /// <summary>Adds a consumer that takes part once this append is durable.</summary>
    public void Add(Subscription subscription)
    {
        Joining.Add(subscription);
        IsUrgent = true;
    }

    /// <summary>It is durable: tells those who wait.</summary>
    public void Release()
    {
        if (Mutants.SwapsReplies && waiters.Count > 1)
            (waiters[0], waiters[1]) = (waiters[0] with { BaseOffset = waiters[1].BaseOffset }, waiters[1]);
        foreach (Waiter waiter in waiters)
            waiter.Release();
        foreach (SettleWaiter waiter in settlements)
            waiter.Release();
        waiters.Clear();
        settlements.Clear();
    }

    /// <summary>It was not stored: tells those who wait.</summary>
    public void Refuse(in Problem problem)
    {
        foreach (Waiter waiter in waiters)
            waiter.Refuse(problem);
        foreach (SettleWaiter waiter in settlements)
            waiter.Refuse(problem);
        waiters.Clear();
        settlements.Clear();
    }

    /// <summary>Forgets everything but the memory.</summary>
    public void Reset()
    {
        foreach (Slab slab in slabs)
            slab.Release();
        slabs.Clear();
        waiters.Clear();
        settlements.Clear();
        Joining.Clear();
        Moves.Clear();
        IsUrgent = false;
        BatchBytes = 0;
        Row.Reset();
        Events = Emptied(Events);
        Snapshot = Emptied(Snapshot);
    }

    private static ByteWriter Emptied(ByteWriter used)
    {
        if (used.Length > KeptBytesMax)
            return new ByteWriter(0);
        used.Clear();
        return used;
    }
}
