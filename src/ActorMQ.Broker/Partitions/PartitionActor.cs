using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Broker.Subscriptions;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Journal;
using ActorMQ.Records;
using Take = ActorMQ.Broker.Subscriptions.Take;

namespace ActorMQ.Broker.Partitions;

/// <summary>Runs one partition: turns commands into decisions of the machine, and decisions into effects.</summary>
/// <remarks>
/// Takes everything that waits in its mailbox as one turn: each command is decided and applied, then one append leaves
/// for the journal, then waiting consumers are told. Nothing is answered or handed out before it is durable.
/// </remarks>
internal sealed class PartitionActor : ActorBase, IBatchReceiver
{
    private readonly NodeContext node;
    private readonly Partition machine;
    private readonly OpenedPartition opened;
    private readonly BatchCache cache;
    private readonly GroupMembers members;
    private AppendPipeline appends = null!;
    private AppendRepair repair = null!;
    private ReadBack readBack = null!;
    private Dispatcher dispatcher = null!;
    private PartitionTimers timers = null!;
    private long eventBytes;
    private Now now;

    public PartitionActor(NodeContext node, OpenedPartition opened)
    {
        this.node = node;
        this.opened = opened;
        machine = opened.Machine;
        cache = new BatchCache(node.Cache, node.Options.CacheBytesMax);
        members = new GroupMembers(machine.Id.Index, node.Runtime);
    }

    public int MaxBatch => 256;

    protected override void PreStart()
    {
        appends = new AppendPipeline(node, machine.Id, () => new PartitionAppend(Self));
        appends.Own(opened.Right.Held, opened.Sequence);
        repair = new AppendRepair(node, opened.Right, appends, Context);
        readBack = new ReadBack(node, machine.Id, Context);
        dispatcher = new Dispatcher(machine, cache, members, readBack, node.Runtime);
        timers = new PartitionTimers(Context, node.Options.SettlementDelay, node.Runtime);
    }

    protected override void PostStop()
    {
        appends.RefuseAll(Problems.NotOwner);
        cache.Clear();
    }

    public void ReceiveBatch(ReadOnlySpan<Envelope> batch)
    {
        now = node.Clock.Now;
        int handled = 0;
        try
        {
            while (handled < batch.Length)
                Handle(batch[handled++]);
        }
        finally
        {
            // Only where one of them ended the actor.
            for (; handled < batch.Length; handled++)
                UnseenRequests.Refuse(batch[handled].Message);
        }

        EndTurn();
    }

    protected override bool Receive(object message)
    {
        now = node.Clock.Now;
        Handle(new Envelope(message, Sender));
        EndTurn();
        return true;
    }

    private void Handle(in Envelope envelope)
    {
        switch (envelope.Message)
        {
            case Append append:
                OnAppend(append);
                break;
            case PartitionAppend done:
                OnCommitted(done);
                break;
            case Settlement settlement:
                OnSettlement(settlement);
                break;
            case Take take:
                dispatcher.Serve(take, now);
                break;
            case ReadDone read:
                OnRead(read);
                break;
            default:
                HandleRare(envelope);
                break;
        }
    }

    private void HandleRare(in Envelope envelope)
    {
        switch (envelope.Message)
        {
            case Join join:
                OnJoin(join.Subscription);
                break;
            case Leave leave:
                OnLeave(leave);
                break;
            case Reacquired reacquired:
                OnReacquired(reacquired);
                break;
            case PartitionQuery:
                envelope.Sender?.TryTellReserved(PartitionView.Of(machine));
                break;
            case ReadFailed failed:
                node.EndIfFatal(failed.Reason);
                throw new PartitionFailedException(machine.Id, "Reading back from the journal failed.", failed.Reason);
            case Flush when envelope.Sender is { } sender:
                appends.Flushing.Add(sender);
                break;
            case PartitionTick tick:
                OnTick(tick);
                break;
        }
    }

    private void OnAppend(Append append)
    {
        var command = new AppendBatch(
            append.Header.Producer, append.Header.ProducerEpoch, append.Header.BaseSequence, append.Header.Count);
        AppendDecision decision = machine.Decide(command, now);
        switch (decision.Verdict)
        {
            case AppendVerdict.Accepted:
                Accept(append, decision);
                return;
            case AppendVerdict.Duplicate when MayAnswer(decision):
                append.Session.ReplySent(
                    append.Correlation, decision.BaseOffset, isDuplicate: true, append.Slab.Length);
                break;
            case AppendVerdict.Duplicate:
                // The first try is on its way to the disk: this answer may not overtake it.
                Wait(append, WaiterKind.DuplicateSend, decision.BaseOffset);
                break;
            default:
                Refuse(append, decision.Refusal);
                break;
        }

        append.Slab.Release();
    }

    private bool MayAnswer(in AppendDecision retry) =>
        Mutants.AnswersRetryEarly || retry.NextOffset <= machine.DurableOffset;

    private void Accept(Append append, in AppendDecision decision)
    {
        machine.Apply(decision.Event);
        Records.RecordBatch.Stamp(append.Slab.Span, decision.BaseOffset, appends.Epoch);
        appends.Building.Add(decision.BaseOffset, append.Header.Count, append.Slab);
        Wait(append, WaiterKind.Send, decision.BaseOffset);
        // The cache takes over the count that came with the message.
        cache.Add(new CachedBatch(decision.BaseOffset, append.Header.Count, append.Slab), machine.DurableOffset);
    }

    private void Wait(Append append, WaiterKind kind, long baseOffset, in Problem refusal = default) =>
        appends.Building.Add(
            new Waiter(append.Session, append.Correlation, kind, baseOffset, append.Slab.Length, refusal),
            isUrgent: true);

    private void Refuse(Append append, in Refusal refusal)
    {
        Problem problem = RefusalProblems.Of(refusal);
        // Such a sender numbers its batches anew. Whoever has lost the partition may lack what its owner has stored:
        // the fence of the next append tells.
        bool isForOwner = refusal.Code is RefusalCode.SequenceGap or RefusalCode.UnknownProducer;
        if (isForOwner)
            Wait(append, WaiterKind.RefusedSend, 0, problem);
        else
            append.Session.RefuseSend(append.Correlation, problem, append.Slab.Length);
    }

    private void OnSettlement(Settlement settlement)
    {
        Subscription subscription = settlement.Subscription;
        if (!machine.TryGetGroup(subscription.GroupId, out Group? group))
            return;
        SettlementTotals totals = SettlementRanges.Apply(group, settlement, now);
        if (totals.CreditBack > 0)
            subscription.Subscriber.TryTellReserved(
                new CreditReturned(machine.Id.Index, settlement.Head.Tenure, totals.CreditBack));
        if (settlement.Head.WantReply && Mutants.ConfirmsSettlementEarly)
        {
            subscription.Session.ReplySettled(settlement.Correlation, totals.Stale);
        }
        else if (settlement.Head.WantReply)
        {
            appends.Building.Add(
                new Waiter(subscription.Session, settlement.Correlation, WaiterKind.Settle, totals.Stale, 0),
                settlement.Head.Urgent || node.Runtime.Rarely("partition: a settlement is urgent"));
        }
    }

    private void OnCommitted(PartitionAppend append)
    {
        if (appends.TryComplete(append))
            Release(append);
        else
            repair.Continue();
    }

    private void OnReacquired(Reacquired reacquired)
    {
        if (!repair.TryOwn(reacquired, out AcquiredPartition row))
            return;
        while (appends.HasFailed && appends.FailedSequence < row.Sequence)
            Release(appends.TakeStored());
        repair.Resume(row);
    }

    private void Release(PartitionAppend append)
    {
        machine.MarkDurable(append.Row.NextOffset);
        append.Release();
        foreach (Subscription subscription in append.Joining)
            members.JoinExpected(subscription);
        appends.Recycle(append);
    }

    private void OnJoin(Subscription subscription)
    {
        Refusal refusal = machine.EnsureGroup(subscription.GroupId, GroupStart.Earliest, out _);
        if (refusal.IsRefused)
            subscription.Session.Fail(0, RefusalProblems.Of(refusal), Protocol.CloseReason.ProtocolError);
        else if (Mutants.JoinsEarly || (appends.IsIdle && !machine.HasPendingEvents))
            members.Join(subscription);
        else
            JoinLater(subscription);
    }

    /// <summary>
    /// Its group may be new: where a group begins is stored before it is given anything, or it could begin elsewhere
    /// with the next owner.
    /// </summary>
    private void JoinLater(Subscription subscription)
    {
        members.Expect(subscription);
        appends.Building.Add(subscription);
    }

    private void OnLeave(Leave leave)
    {
        if (!members.Leave(leave.Subscription))
            return;
        if (machine.TryGetGroup(leave.Subscription.GroupId, out Group? group))
            group.ReleaseConsumer(leave.Subscription.Consumer, uncleanly: !leave.IsClean);
    }

    private void OnRead(ReadDone read)
    {
        cache.Replace(read.Batches);
        Take[] parked = readBack.Finish();
        if (!cache.TryFind(read.FromOffset, out _) && read.FromOffset >= machine.PurgeFloor)
            throw new PartitionFailedException(
                machine.Id, $"The journal has no batch at offset {read.FromOffset}.", null);
        foreach (Take take in parked)
            dispatcher.Serve(take, now);
    }

    private void OnTick(PartitionTick tick)
    {
        timers.Ticked(tick);
        if (tick == PartitionTick.AckWait)
        {
            foreach (Group group in machine.Groups)
                group.ExpireDue(now);
        }
        else if (tick == PartitionTick.Producers)
        {
            machine.EvictIdleProducers(now);
        }
    }

    private void EndTurn()
    {
        if (MustSubmit && appends.CanSubmit)
            Submit();
        if (appends.Flushing.Count > 0)
            AnswerFlush();
        cache.DropBelow(
            node.Runtime.Rarely("cache: drop all that is durable") ? machine.DurableOffset : machine.PurgeFloor);
        members.Notify(machine);
        timers.Arm(machine, appends.Building.HasWaiters, now);
    }

    private bool MustSubmit =>
        timers.IsSettlementDue
        || (IsUrgent && !node.Runtime.Rarely("partition: submit later"))
        || (HasUnsent && node.Runtime.Rarely("partition: submit early"));

    private bool IsUrgent =>
        appends.Building.IsUrgent
        || machine.PendingEventBytes > node.Options.SnapshotEventBytes
        || (appends.Flushing.Count > 0 && HasUnsent);

    private bool HasUnsent => machine.HasPendingEvents || appends.Building.HasWaiters;

    private void AnswerFlush()
    {
        if (!appends.IsIdle || machine.HasPendingEvents)
            return;
        foreach (IActorRef asked in appends.Flushing)
            asked.TryTellReserved(Flushed.Instance);
        appends.Flushing.Clear();
    }

    private void Submit()
    {
        PartitionAppend append = appends.Building;
        timers.SettlementSent();
        eventBytes += machine.DrainEvents(append.Events);
        if (eventBytes > node.Options.SnapshotEventBytes || node.Runtime.Rarely("partition: snapshot"))
        {
            machine.WriteSnapshot(append.Snapshot);
            eventBytes = 0;
        }

        appends.Submit(machine.NextOffset, machine.PurgeFloor);
    }
}
