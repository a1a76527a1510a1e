using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Broker.DeadLetters;
using ActorMQ.Broker.Inspection;
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
    private readonly SnapshotPace pace;
    private AppendPipeline appends = null!;
    private AppendRepair repair = null!;
    private Keeping keeping = null!;
    private PartitionConsumers consumers = null!;
    private OutboxLane outbox = null!;
    private PartitionTimers timers = null!;
    private Now now;

    public PartitionActor(NodeContext node, OpenedPartition opened)
    {
        this.node = node;
        this.opened = opened;
        machine = opened.Machine;
        cache = new BatchCache(node.Cache, node.Options.CacheBytesMax);
        pace = new SnapshotPace(node.Options.SnapshotEventBytes);
        pace.AddSnapshot(opened.SnapshotBytes);
        pace.AddEvents(opened.EventBytes);
    }

    public int MaxBatch => 256;

    protected override void PreStart()
    {
        appends = new AppendPipeline(node, machine.Id, () => new PartitionAppend(Self));
        appends.Own(opened.Right.Held, opened.Sequence);
        repair = new AppendRepair(node, opened.Right, appends, Context);
        keeping = new Keeping(node, machine, opened.Settings, opened.FirstOffset, Context);
        consumers = new PartitionConsumers(node, machine, appends, cache, keeping, Context);
        outbox = new OutboxLane(node, machine, cache, keeping, Context);
        var clock = new PartitionClock(node.Clock, Math.Max(machine.WallMs, machine.DecidedMs));
        timers = new PartitionTimers(Context, clock, node.Options.SettlementDelay, node.Runtime);
        foreach (Group group in machine.Groups)
            keeping.Begin(group);
        now = timers.Now;
        // Others who have something to do here come by themselves: senders and consumers.
        if (outbox.HasMoves)
            timers.Arm(machine, isAwaited: false, now);
    }

    protected override void PostStop()
    {
        appends.RefuseAll(Problems.NotOwner);
        cache.Clear();
    }

    public void ReceiveBatch(ReadOnlySpan<Envelope> batch)
    {
        now = timers.Now;
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
        now = timers.Now;
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
                consumers.Settle(settlement, now);
                break;
            case Take take:
                consumers.Serve(take, now);
                break;
            case ReadDone read:
                consumers.OnRead(read, now);
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
                consumers.Join(join.Subscription, now);
                break;
            case Leave leave:
                consumers.Leave(leave, now);
                break;
            case WorkQuery query:
                consumers.Answer(query);
                break;
            case Reacquired reacquired:
                OnReacquired(reacquired);
                break;
            case PartitionQuery:
                envelope.Sender?.TryTellReserved(PartitionView.Of(machine, keeping.Floor));
                break;
            case TailJoin join:
                consumers.Tails.Add(join, envelope.Sender);
                break;
            case IJournalLookup query when envelope.Sender is { } asker:
                query.Look(node, machine, asker, Context);
                break;
            case LookupFound found:
                found.Asker.TryTellReserved(found.Answer);
                break;
            case ReadFailed failed:
                OnReadFailed(failed.Reason);
                break;
            case Flush when envelope.Sender is { } asker:
                consumers.ReleaseAll(now);
                appends.Flushing.Add(asker);
                break;
            case PartitionTick tick:
                OnTick(tick);
                break;
            case PolicyChanged changed:
                consumers.SetPolicy(changed);
                outbox.Forget(changed.GroupId);
                break;
            case GroupDropped dropped:
                consumers.Drop(dropped.GroupId);
                break;
            case SettingsChanged changed:
                keeping.Set(changed.Settings);
                break;
            case DeadLetterStep step when envelope.Sender is { } asker:
                step.Apply(machine, appends.Building, asker, now);
                break;
            case ExpiryFound expired:
                keeping.OnFound(expired);
                break;
            default:
                outbox.Receive(envelope.Message, now);
                break;
        }
    }

    // Of what is damaged, who looked there hears nothing, and may look again; all that is sound goes on.
    private void OnReadFailed(Exception reason)
    {
        node.EndIfFatal(reason);
        if (reason is not JournalCorruptException)
            throw new PartitionFailedException(machine.Id, "Reading back from the journal failed.", reason);
        node.Log.ReadDamaged(machine.Id, reason);
    }

    private void OnAppend(Append append)
    {
        var command = new AppendBatch(
            append.Header.Producer, append.Header.ProducerEpoch, append.Header.BaseSequence, append.Header.Count);
        AppendDecision decision = machine.Decide(command, now);
        switch (decision.Verdict)
        {
            case AppendVerdict.Accepted when node.Storage.IsFull:
                append.Sender.RefuseSend(append.Correlation, Problems.StorageFull, append.Slab.Length);
                break;
            case AppendVerdict.Accepted:
                Accept(append, decision);
                return;
            case AppendVerdict.Duplicate when MayAnswer(decision):
                append.Sender.ReplySent(
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
        RecordBatch.Stamp(append.Slab.Span, decision.BaseOffset, appends.Epoch);
        appends.Building.Add(
            decision.BaseOffset, append.Header.Count, append.Slab, now, decision.Event.WallMs);
        Wait(append, WaiterKind.Send, decision.BaseOffset);
        // The cache takes over the count that came with the message.
        cache.Add(new CachedBatch(decision.BaseOffset, append.Header.Count, append.Slab), machine.DurableOffset);
    }

    private void Wait(Append append, WaiterKind kind, long baseOffset, in Problem refusal = default) =>
        appends.Building.Add(
            new Waiter(append.Sender, append.Correlation, kind, baseOffset, append.Slab.Length, refusal));

    private void Refuse(Append append, in Refusal refusal)
    {
        Problem problem = RefusalProblems.Of(refusal);
        // Such a sender numbers its batches anew. Whoever has lost the partition may lack what its owner has stored:
        // the fence of the next append tells.
        bool isForOwner = refusal.Code is RefusalCode.SequenceGap or RefusalCode.UnknownProducer;
        if (isForOwner)
            Wait(append, WaiterKind.RefusedSend, 0, problem);
        else
            append.Sender.RefuseSend(append.Correlation, problem, append.Slab.Length);
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
        consumers.Tails.Offer();
        if (append.BatchBytes > 0)
            node.Committer.CatchUp.Note(append.BatchBytes, now.MonotonicMs - append.BegunMs, now.MonotonicMs);
        append.Release();
        consumers.JoinExpected(append.Joining);
        outbox.OnDurable(append);
        appends.Recycle(append);
    }

    private void OnTick(PartitionTick tick)
    {
        timers.Ticked(tick);
        if (tick == PartitionTick.AckWait)
            consumers.ExpireDue(now);
        else if (tick == PartitionTick.Retries)
            consumers.ReleaseDue(now);
        else if (tick == PartitionTick.Producers)
            machine.EvictIdleProducers(now);
        else if (tick == PartitionTick.Ages)
            keeping.Look();
        else if (tick == PartitionTick.ReadBack)
            consumers.GoOn();
    }

    private void EndTurn()
    {
        if (MustSubmit && appends.CanSubmit)
            Submit();
        if (appends.Flushing.Count > 0)
            AnswerFlush();
        cache.DropBelow(
            node.Runtime.Rarely("cache: drop all that is durable") ? machine.DurableOffset : keeping.Floor);
        consumers.Notify();
        outbox.Pump(now);
        timers.Arm(machine, appends.Building.HasWaiters, now);
        timers.ArmMoves(outbox.NextMs, now);
        timers.ArmAges(keeping.LookIn);
    }

    private bool MustSubmit =>
        timers.IsSettlementDue || keeping.HasNews
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
        foreach (IActorRef asker in appends.Flushing)
            asker.TryTellReserved(Flushed.Instance);
        appends.Flushing.Clear();
    }

    private void Submit()
    {
        PartitionAppend append = appends.Building;
        timers.SettlementSent();
        pace.AddEvents(machine.DrainEvents(append.Events));
        if (pace.IsDue || node.Runtime.Rarely("partition: snapshot"))
        {
            machine.WriteSnapshot(append.Snapshot);
            pace.AddSnapshot(append.Snapshot.Length);
        }

        outbox.Note(append);
        keeping.Sent();
        appends.Submit(machine.NextOffset, keeping.Floor);
    }
}
