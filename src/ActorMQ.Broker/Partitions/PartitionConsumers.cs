using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Broker.Subscriptions;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Records;
using Take = ActorMQ.Broker.Subscriptions.Take;

namespace ActorMQ.Broker.Partitions;

/// <summary>
/// The consumers' side of one partition: who takes part, and what each takes, settles, keeps and loses.
/// </summary>
/// <remarks>Owned by the partition's actor; what it decides rides in the actor's next append.</remarks>
internal sealed class PartitionConsumers
{
    private readonly NodeContext node;
    private readonly Partition machine;
    private readonly AppendPipeline appends;
    private readonly BatchCache cache;
    private readonly Keeping keeping;
    private readonly GroupMembers members;
    private readonly LockNotices notices;
    private readonly ReadBack readBack;
    private readonly Dispatcher dispatcher;

    public PartitionConsumers(
        NodeContext node, Partition machine, AppendPipeline appends, BatchCache cache, Keeping keeping,
        IActorContext context)
    {
        (this.node, this.machine, this.appends) = (node, machine, appends);
        (this.cache, this.keeping) = (cache, keeping);
        members = new GroupMembers(machine.Id.Index, node.Runtime);
        notices = new LockNotices(machine.Id.Index, members, node.Runtime);
        readBack = new ReadBack(node, machine.Id, context);
        dispatcher = new Dispatcher(machine, cache, members, readBack, node);
        Tails = new PartitionTails(machine, cache);
    }

    /// <summary>Those who only watch.</summary>
    public PartitionTails Tails { get; }

    /// <summary>Hands out what a take asks for.</summary>
    public void Serve(Take take, Now now) => dispatcher.Serve(take, now);

    /// <summary>It is time for a read back, or for those, that had to wait.</summary>
    public void GoOn()
    {
        if (!readBack.TryBegin())
            readBack.Finish(members);
    }

    /// <summary>What was asked to be read back is here.</summary>
    public void OnRead(ReadDone read, Now now)
    {
        cache.AddReadBack(read.Batches);
        readBack.Finish(members);
        if (read.Damaged is { } damaged)
            dispatcher.PassOver(damaged, now);
        else if (!cache.TryFind(read.FromOffset, out _) && read.FromOffset >= keeping.Floor)
            throw new PartitionFailedException(
                machine.Id, $"The journal has no batch at offset {read.FromOffset}.", null);
    }

    /// <summary>A consumer says something about what it holds.</summary>
    public void Settle(Settlement settlement, Now now)
    {
        Subscription subscription = settlement.Subscription;
        if (!machine.TryGetGroup(subscription.GroupId, out Group? group))
        {
            if (settlement.Head.WantReply)
                subscription.Session.RefuseSettle(settlement.Correlation, Problems.NotOwner);
            return;
        }

        EndEarlierLife(subscription, group, now);
        SettlementTotals totals = SettlementRanges.Apply(group, settlement, now, notices.Lost);
        // Before the answer, that only counts them.
        notices.TellPart(subscription, isAll: totals.Stale == totals.Count);
        if (settlement.Head.ClaimsComplete && subscription.Consumer.IsBack)
        {
            group.ReleaseUnclaimed(subscription.Consumer.Value);
            TellHeld(subscription, group);
        }

        if (totals.CreditBack > 0)
            subscription.Subscriber.TryTellReserved(
                new CreditReturned(machine.Id.Index, settlement.Head.Tenure, totals.CreditBack));
        if (settlement.Head.WantReply)
            Answer(settlement, totals.Stale);
    }

    /// <summary>A consumer takes part from here on, or once its group is stored.</summary>
    public void Join(Subscription subscription, Now now)
    {
        if (node.Routes.DroppedGroups.Contains(subscription.GroupId))
        {
            // It was on its way here when its group was deleted, or the partition was closed.
            subscription.Session.Fail(0, Problems.GroupDeleted, Protocol.CloseReason.Shutdown);
            return;
        }

        Refusal refusal = Ensure(subscription.GroupId, subscription.Terms.Policy, out Group? group);
        if (refusal.IsRefused)
        {
            subscription.Session.Fail(0, RefusalProblems.Of(refusal), Protocol.CloseReason.ProtocolError);
            return;
        }

        if (members.IsOutlived(subscription))
            return;
        EndEarlierLife(subscription, group!, now);
        if (subscription.Consumer.IsBack)
        {
            group!.ResumeConsumer(subscription.Consumer.Value, now, subscription.GraceMs);
            TellHeld(subscription, group);
        }

        if (Mutants.JoinsEarly || (appends.IsIdle && !machine.HasPendingEvents))
            members.Join(subscription);
        else
            JoinLater(subscription);
    }

    /// <summary>What they waited for is stored.</summary>
    public void JoinExpected(List<Subscription> joining)
    {
        foreach (Subscription subscription in joining)
            members.JoinExpected(subscription);
    }

    /// <summary>A consumer is gone.</summary>
    public void Leave(Leave leave, Now now)
    {
        Subscription gone = leave.Subscription;
        if (!members.Leave(gone) || !machine.TryGetGroup(gone.GroupId, out Group? group))
            return;
        if (leave.End == SubscriptionEnd.Lost)
            group.SuspendConsumer(gone.Consumer.Value, now, gone.GraceMs);
        else
            group.ReleaseConsumer(gone.Consumer.Value, uncleanly: leave.End == SubscriptionEnd.Left, now);
    }

    /// <summary>A group has another policy from here on; it is added where it is not known.</summary>
    public void SetPolicy(PolicyChanged changed)
    {
        if (!Ensure(changed.GroupId, changed.Policy, out Group? group).IsRefused)
            group!.Policy = changed.Policy;
    }

    /// <summary>A group is gone: its consumers connect again, and make it anew.</summary>
    public void Drop(int groupId)
    {
        machine.RemoveGroup(groupId);
        foreach (Subscription member in Mutants.KeepsDroppedMembers ? [] : members.Of(groupId))
        {
            members.Leave(member);
            member.Session.Fail(0, Problems.GroupDeleted, Protocol.CloseReason.Shutdown);
        }
    }

    /// <summary>Takes back what was held for too long, and tells those who held it.</summary>
    public void ExpireDue(Now now)
    {
        foreach (Group group in machine.Groups)
            group.ExpireDue(now, notices.Lost);
        notices.Tell();
    }

    /// <summary>Makes records ready whose backoff has passed; one bounded step of each group.</summary>
    public void ReleaseDue(Now now)
    {
        int recordsMax = node.Runtime.Rarely("retries: one at a time") ? 1 : Limits.ReleasedMax;
        foreach (Group group in machine.Groups)
            group.ReleaseDue(now, recordsMax);
    }

    /// <summary>The node stops: what is out goes back.</summary>
    public void ReleaseAll(Now now)
    {
        foreach (Group group in machine.Groups)
            group.ReleaseAll(now);
    }

    /// <summary>Tells those who wait that there is something.</summary>
    public void Notify() => members.Notify(machine);

    /// <summary>Tells a consumer that could be given nothing that there is something for it.</summary>
    public void Answer(WorkQuery query)
    {
        if (machine.TryGetGroup(query.Subscription.GroupId, out Group? group) && group.HasReady)
            query.Subscription.Subscriber.TryTellReserved(WorkWaits.Instance);
    }

    /// <summary>What a consumer that is back still holds takes of its new window.</summary>
    private void TellHeld(Subscription subscription, Group group) => subscription.Subscriber.TryTellReserved(
        new CreditHeld(machine.Id.Index, machine.Tenure, group.OutWith(subscription.Consumer.Value)));

    private Refusal Ensure(int groupId, GroupPolicy policy, out Group? group)
    {
        if (machine.TryGetGroup(groupId, out group))
            return Refusal.None;
        Refusal refusal = machine.EnsureGroup(groupId, GroupStart.Earliest, out group);
        if (group is null)
            return refusal;
        group.Policy = policy;
        keeping.Begin(group);
        return refusal;
    }

    /// <summary>
    /// A consumer that is back may be heard here before the end of its old connection is: what it held then is kept for
    /// it all the same.
    /// </summary>
    private void EndEarlierLife(Subscription subscription, Group group, Now now)
    {
        if (subscription.Consumer.IsBack && members.EndEarlierLife(subscription))
            group.SuspendConsumer(subscription.Consumer.Value, now, subscription.GraceMs);
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

    private void Answer(Settlement settlement, int stale)
    {
        var waiter = new SettleWaiter(settlement.Subscription.Session, settlement.Correlation, stale);
        if (Mutants.ConfirmsSettlementEarly)
            waiter.Release();
        else
            appends.Building.Add(
                waiter, settlement.Head.Urgent || node.Runtime.Rarely("partition: a settlement is urgent"));
    }
}
