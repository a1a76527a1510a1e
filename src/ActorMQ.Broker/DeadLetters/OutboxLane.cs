using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Broker.Partitions;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>
/// Brings what the groups of one partition give up to their dead-letter topics, and what is redriven back, exactly
/// once.
/// </summary>
/// <remarks>
/// A move is journalled here, then sent to the target under the outbox's own producer identity and the move's sequence,
/// then journalled as done. Whatever ends in between, it is sent again, and the target knows it by its sequence. One
/// batch of a group is under way at a time.
/// </remarks>
internal sealed class OutboxLane(
    NodeContext node, Partition machine, BatchCache cache, Keeping keeping, IActorContext context)
{
    private const long RetryMs = 200;
    private const long BlockedMs = 1_000;
    private const int ReadBytes = 1 << 20;

    private readonly Dictionary<int, GroupOutbox> outboxes = [];

    /// <summary>When <see cref="Pump"/> is worth a call without anything having come, monotonic.</summary>
    public long NextMs { get; private set; } = long.MaxValue;

    /// <summary>Whether there is anything to move.</summary>
    public bool HasMoves
    {
        get
        {
            foreach (Group group in machine.Groups)
            {
                if (group.MoveCount > 0)
                    return true;
            }

            return false;
        }
    }

    /// <summary>Notes in an append which moves it makes durable.</summary>
    public void Note(PartitionAppend append)
    {
        foreach (Group group in machine.Groups)
        {
            if (group.MoveCount > 0)
                append.Moves.Add((group.Id, group.EndMove));
        }
    }

    /// <summary>That append is stored.</summary>
    public void OnDurable(PartitionAppend append)
    {
        foreach ((int groupId, long end) in append.Moves)
            Of(groupId).DurableEnd = Math.Max(Of(groupId).DurableEnd, end);
    }

    /// <summary>Goes on with every group that has something to move; at the end of each turn.</summary>
    public void Pump(Now now)
    {
        NextMs = long.MaxValue;
        foreach (Group group in machine.Groups)
        {
            if (group.MoveCount > 0)
                Advance(group, Of(group.Id), now);
        }
    }

    /// <summary>Handles what concerns dead letters; false for anything else.</summary>
    public bool Receive(object message, Now now)
    {
        switch (message)
        {
            case MovesStored stored:
                OnStored(stored);
                return true;
            case MovesRefused refused:
                OnRefused(refused, now);
                return true;
            case TargetFound found:
                OnFound(found, now);
                return true;
            case TargetGone gone:
                OnGone(gone);
                return true;
            case Catalogue.TopicAnswer:
                OnTopic(now);
                return true;
            case MovesRead read:
                OnRead(read, now);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The group's dead letters may go elsewhere from here on.</summary>
    public void Forget(int groupId) => Of(groupId).Target = null;

    private GroupOutbox Of(int groupId)
    {
        if (!outboxes.TryGetValue(groupId, out GroupOutbox? outbox))
            outboxes.Add(groupId, outbox = new GroupOutbox());
        return outbox;
    }

    private void Advance(Group group, GroupOutbox outbox, Now now)
    {
        if (Mutants.SendsMovesEarly)
            outbox.DurableEnd = group.EndMove;
        if (group.FirstMove >= outbox.DurableEnd)
            return;
        if (now.MonotonicMs >= outbox.BusyUntilMs)
            Begin(group, outbox, now);
        NextMs = Math.Min(NextMs, outbox.BusyUntilMs);
    }

    private void Begin(Group group, GroupOutbox outbox, Now now)
    {
        if (outbox.MustWait(group.FirstMove, now.MonotonicMs))
            return;
        outbox.Await(now.MonotonicMs);
        _ = group.TryGetMove(group.FirstMove, out Move first);
        bool isForgotten = node.Runtime.Rarely("outbox: ask for the target again");
        if (isForgotten || outbox.Target is not { Route.IsDeleted: false } target || !IsFor(target, group, first))
            Ask(group, outbox, first, now);
        else if (node.Slabs.IsOverCap)
            outbox.Pause(now.MonotonicMs, RetryMs);
        else if (!TrySend(group, outbox, target, [], now))
            Read(group);
    }

    private static bool IsFor(MoveTarget target, Group group, in Move first) =>
        target.Takes(first) && (target is not DeadLetterTarget letters || letters.DeadLetter == group.DeadLetter);

    private void Ask(Group group, GroupOutbox outbox, in Move first, Now now)
    {
        outbox.Target = null;
        object question = first.Cause == MoveCause.Redriven
            ? new FindRedriveTarget(group.Id, first.Target)
            : new FindDeadLetters(machine.Id.Topic, group.Id, group.DeadLetter);
        if (node.Catalogue.TryTell(question, context.Self) != TellResult.Accepted)
            outbox.Pause(now.MonotonicMs, RetryMs);
    }

    /// <summary>
    /// Sends as many moves as are in memory, or passes over what is damaged; false: not even the first one is there.
    /// </summary>
    private bool TrySend(
        Group group, GroupOutbox outbox, MoveTarget target, List<CachedBatch> read, Now now)
    {
        var moves = new MoveBatch(machine.Id, group.Id, target);
        if (outbox.EndMax <= group.FirstMove)
            outbox.EndMax = long.MaxValue;
        long end = Math.Min(outbox.DurableEnd, outbox.EndMax);
        for (long sequence = group.FirstMove; sequence < end && group.TryGetMove(sequence, out Move move); sequence++)
        {
            bool isEnough = moves.EndSequence >= 0 && node.Runtime.Rarely("outbox: one move is enough");
            if (isEnough || !TryFind(move.Offset, read, out CachedBatch batch) || !moves.TryAdd(move, batch))
                break;
        }

        if (moves.EndSequence < 0)
            return TryPassOver(group, outbox, moves.Damaged, now);
        Slab slab = moves.Seal(node.Slabs, now.WallMs);
        _ = RecordBatch.TryReadHeader(slab.Span, out BatchHeader header);
        var sender = new MoveSender(context.Self, group.Id, moves.EndSequence);
        IActorRef? partition = target.Route.Find(moves.Partition);
        if (partition?.TryTell(new Append(sender, 0, slab, header)) == TellResult.Accepted)
        {
            if (Mutants.FinishesMovesEarly)
                group.FinishMoves(moves.EndSequence);
            return true;
        }

        slab.Release();
        outbox.Pause(now.MonotonicMs, RetryMs);
        return true;
    }

    private bool TryFind(long offset, List<CachedBatch> read, out CachedBatch batch)
    {
        bool isThere = cache.TryFind(offset, out batch);
        if (isThere && !node.Runtime.Rarely("outbox: read from the journal"))
            return true;
        foreach (CachedBatch one in read)
        {
            batch = one;
            if (one.Holds(offset))
                return true;
        }

        return false;
    }

    private void Read(Group group)
    {
        if (!group.TryGetMove(group.FirstMove, out Move move))
            return;
        int groupId = group.Id;
        context.LookInJournal(() => Read(groupId, move));
    }

    private MovesRead Read(int groupId, in Move move)
    {
        var stored = new StoredBatches(node, machine.Id);
        stored.Read(move.Offset, ReadBytes);
        return new MovesRead(groupId, move.Sequence, stored.Sound, stored.Damaged);
    }

    private void OnRead(MovesRead read, Now now)
    {
        GroupOutbox outbox = Of(read.GroupId);
        // A late answer may have gone on meanwhile: then others are wanted.
        bool isSent = !machine.TryGetGroup(read.GroupId, out Group? group) || group.FirstMove != read.Sequence
            || !group.TryGetMove(read.Sequence, out Move first) || outbox.Target is not { } target
            || !target.Takes(first) || TryPassOver(group, outbox, read.Damaged, now)
            || TrySend(group, outbox, target, read.Batches, now);
        foreach (CachedBatch batch in read.Batches)
            batch.Slab.Release();
        if (!isSent)
            throw new PartitionFailedException(
                machine.Id, $"The journal has no batch for move {group!.FirstMove} of group {group.Id}.", null);
    }

    /// <summary>
    /// What stays unreadable goes behind the others, and is tried again; a redriven record stays a dead letter. What
    /// its topic keeps no longer by age is given up.
    /// </summary>
    private bool TryPassOver(Group group, GroupOutbox outbox, DamagedBatch? found, Now now)
    {
        long end = group.FirstMove;
        bool isRedriven = group.TryGetMove(end, out Move first) && first.Cause == MoveCause.Redriven;
        while (group.TryGetMove(end, out Move move) && found?.Holds(move.Offset) == true
            && (move.Cause == MoveCause.Redriven) == isRedriven)
            end++;
        if (end == group.FirstMove || found is not { } damaged)
            return false;
        node.Log.MovesDamaged(machine.Id, damaged.BaseOffset, end - group.FirstMove, group.Id);
        if (outbox.KeepsItsPlace(group.FirstMove, now.MonotonicMs))
            return true;
        outbox.Free();
        if (isRedriven)
        {
            group.Redriving.ReturnMoves(end);
        }
        else if (damaged.End <= keeping.KeptFrom)
        {
            group.FinishMoves(end);
        }
        else
        {
            outbox.PutOff(group.EndMove, now.MonotonicMs);
            group.PutOffMoves(end);
        }

        return true;
    }

    private void OnStored(MovesStored stored)
    {
        GroupOutbox outbox = Of(stored.GroupId);
        bool isLost = node.Runtime.Rarely("outbox: send again what is stored");
        if (!isLost && machine.TryGetGroup(stored.GroupId, out Group? group))
            group.FinishMoves(stored.EndSequence);
        outbox.EndMax = stored.EndSequence >= outbox.EndMax ? long.MaxValue : outbox.EndMax;
        // Whether the group that a redrive is for is still there is asked each time: nobody tells when it goes.
        outbox.Target = outbox.Target is RedriveRoute ? null : outbox.Target;
        outbox.Free();
    }

    private void OnRefused(MovesRefused refused, Now now)
    {
        GroupOutbox outbox = Of(refused.GroupId);
        bool isFull = refused.Problem.Code == ErrorCode.StorageFull;
        outbox.Pause(now.MonotonicMs, isFull ? BlockedMs : RetryMs);
        // Some of the batch is stored there already: that part alone is answered as a repetition.
        if (refused.Problem is { Code: ErrorCode.SequenceGap, Limit: > 0 and var limit })
            outbox.EndMax = Mutants.ResendsBeyondStored ? long.MaxValue : limit;
        else if (!isFull && refused.Problem.Code != ErrorCode.Overloaded)
            outbox.Target = null;
    }

    private void OnFound(TargetFound found, Now now)
    {
        GroupOutbox outbox = Of(found.GroupId);
        outbox.Target = found.Target;
        outbox.Free();
        if (found.Target is null)
            outbox.Pause(now.MonotonicMs, BlockedMs);
    }

    /// <summary>What was to go there stays a dead letter.</summary>
    private void OnGone(TargetGone gone)
    {
        Of(gone.GroupId).Free();
        if (!machine.TryGetGroup(gone.GroupId, out Group? group))
            return;
        long end = group.FirstMove;
        while (group.TryGetMove(end, out Move move) && move.Cause == MoveCause.Redriven && move.Target == gone.Target)
            end++;
        group.Redriving.ReturnMoves(end);
    }

    private void OnTopic(Now now)
    {
        foreach (GroupOutbox outbox in outboxes.Values)
        {
            if (outbox.Target is null)
                outbox.Pause(now.MonotonicMs, 1);
        }
    }
}
