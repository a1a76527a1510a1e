using ActorMQ.Actors;
using ActorMQ.Broker.DeadLetters;
using ActorMQ.Broker.Partitions;
using ActorMQ.Broker.Routing;
using ActorMQ.Core.Topics;
using ActorMQ.Records;

namespace ActorMQ.Broker.Catalogue;

/// <summary>Owns the list of what lives: topics, groups, and the actors of their partitions.</summary>
/// <remarks>
/// One change at a time: decided, stored, then applied; what comes meanwhile is stashed. Partitions are its children;
/// one that ends is opened again from the journal.
/// </remarks>
internal sealed class CatalogueActor(NodeContext node) : ActorBase
{
    private readonly CatalogueStore store = new(node);
    private PartitionHost host = null!;
    private Core.Topics.Catalogue catalogue = new();
    private bool isReady;
    private bool isStoring = true;

    protected override void PreStart()
    {
        host = new PartitionHost(node, store, Context);
        store.Load(Context);
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Loaded loaded:
                OnLoaded(loaded);
                return true;
            case TopicStored stored:
                OnTopicStored(stored);
                return true;
            case GroupStored stored:
                OnGroupStored(stored);
                return true;
            case TopicChanged changed:
                OnTopicChanged(changed);
                return true;
            case GroupChanged changed:
                OnGroupChanged(changed);
                return true;
            case GroupRowRemoved removed:
                OnGroupRemoved(removed);
                return true;
            case TopicRemoved removed:
                OnTopicRemoved(removed.Topic);
                return true;
            case SweepDone { HasMore: true }:
                store.Sweep(Context);
                return true;
            case SweepDone done:
                node.EndIfFatal(done.Failure);
                return true;
            case LaneFailed failed:
                OnFailed(failed.Reason);
                return true;
            default:
                return host.Receive(message, catalogue) || ReceiveRequest(message);
        }
    }

    private bool ReceiveRequest(object message)
    {
        if (isStoring)
        {
            bool isFull = message is EnsureGroupRequest && node.Runtime.Rarely("catalogue: too many wait");
            if (isFull || !Context.Stash.TryStash())
                Answer(CatalogueAnswers.Refused(message, Problems.Overloaded));
            return true;
        }

        switch (message)
        {
            case AwaitReady:
                Answer(new CatalogueReady(catalogue.Topics.Count, host.Count));
                return true;
            case CreateTopicRequest request:
                OnCreate(request);
                return true;
            case DeleteTopicRequest request:
                OnDelete(request);
                return true;
            case EnsureGroupRequest request:
                OnEnsureGroup(request);
                return true;
            case FindDeadLetters request:
                OnFindDeadLetters(request);
                return true;
            case FindRedriveTarget request:
                Answer(CatalogueAnswers.Of(request, catalogue, node.Routes));
                return true;
            default:
                return ReceiveAdmin(message);
        }
    }

    private bool ReceiveAdmin(object message)
    {
        switch (message)
        {
            case UpdateTopicRequest request:
                OnUpdate(request);
                return true;
            case PutGroupRequest request:
                OnPutGroup(request);
                return true;
            case DeleteGroupRequest request:
                OnDeleteGroup(request);
                return true;
            case ListTopicsRequest:
                Answer(CatalogueAnswers.All(catalogue));
                return true;
            case FindTopicRequest request:
                Answer(CatalogueAnswers.Of(catalogue, request.Name));
                return true;
            default:
                return false;
        }
    }

    private void OnLoaded(Loaded loaded)
    {
        catalogue = CatalogueStore.Read(loaded.Rows);
        foreach (Topic topic in catalogue.Topics)
            node.Routes.Add(new TopicRoute(topic.Id, topic.Name, topic.Partitions));
        host.Start(loaded.Partitions, catalogue);
        if (!isReady)
            store.Sweep(Context);
        isReady = true;
        Ready();
    }

    /// <summary>Nothing was stored: the one who asked hears why, and the catalogue is as it was.</summary>
    private void OnFailed(Exception reason)
    {
        node.EndIfFatal(reason);
        if (!isReady)
            throw new CatalogueFailedException("The journal cannot be read at the start.", reason);
        Problem problem = Problems.StoreRejected(reason);
        Answered(CatalogueAnswers.Refused(store.Pending!, problem));
    }

    private void OnCreate(CreateTopicRequest request)
    {
        CatalogueDecision decision = catalogue.Decide(request.Command);
        Carry(decision, request, () => store.Create(request.Command, decision.ExpectedVersion, Context));
    }

    private void OnTopicStored(TopicStored stored)
    {
        if (stored.Row is not { } row)
        {
            Overtaken();
            return;
        }

        Topic topic = CatalogueStore.Read(row);
        catalogue.Apply(new TopicCreated(topic, catalogue.Version + 1));
        node.Routes.Add(new TopicRoute(topic.Id, topic.Name, topic.Partitions));
        host.Start(stored.Partitions!, catalogue);
        Answered(new TopicAnswer(topic, [], default));
    }

    private void OnDelete(DeleteTopicRequest request)
    {
        CatalogueDecision decision = catalogue.Decide(request.Command);
        Carry(decision, request, () => store.Delete(decision.Topic!, Context));
    }

    private void OnTopicRemoved(Topic topic)
    {
        catalogue.Apply(new TopicDeleted(topic.Id, catalogue.Version + 1));
        host.Stop(topic);
        if (node.Routes.Find(topic.Id) is { } route)
            node.Routes.Remove(route);
        Answered(new TopicAnswer(topic, [], default));
        store.Sweep(Context);
    }

    private void OnEnsureGroup(EnsureGroupRequest request)
    {
        CatalogueDecision decision = catalogue.Decide(new EnsureGroup(request.Topic, request.Group));
        switch (decision.Verdict)
        {
            case CatalogueVerdict.Refused:
                Answer(CatalogueAnswers.Refused(request, RefusalProblems.Of(decision.Refusal)));
                break;
            case CatalogueVerdict.AlreadySo:
                Answer(CatalogueAnswers.Of(request.Request, decision.Group!, node.Routes));
                break;
            default:
                Store(request, () => store.EnsureGroup(decision.Topic!.Id, request.Group, default, Context));
                break;
        }
    }

    private void OnGroupStored(GroupStored stored)
    {
        if (stored.Row is not { } row)
        {
            Answered(CatalogueAnswers.Refused(store.Pending!, Problems.UnknownTopic("")));
            return;
        }

        TopicGroup group = CatalogueStore.Read(row);
        catalogue.Apply(new GroupCreated(group, catalogue.Version + 1));
        // From here on the partitions keep what it has not settled, though no consumer of it comes.
        if (store.Pending is not EnsureGroupRequest && catalogue.TryGetTopic(group.TopicId, out Topic? topic))
            host.Tell(topic, new PolicyChanged(group.Id, CatalogueStore.PolicyOf(group)));
        Answered(store.Pending is EnsureGroupRequest request
            ? CatalogueAnswers.Of(request.Request, group, node.Routes)
            : CatalogueAnswers.Of(catalogue, group.TopicId));
    }

    private void OnUpdate(UpdateTopicRequest request)
    {
        CatalogueDecision decision = catalogue.Decide(request.Command);
        Carry(decision, request, () => store.Update(
            decision.Topic!, request.Command.Settings, decision.ExpectedVersion, Context));
    }

    private void OnTopicChanged(TopicChanged changed)
    {
        if (changed.Row is not { } row)
        {
            Overtaken();
            return;
        }

        Topic topic = CatalogueStore.Read(row);
        catalogue.Apply(new TopicUpdated(topic, catalogue.Version + 1));
        host.Tell(topic, new SettingsChanged(topic.Settings));
        Answered(CatalogueAnswers.Of(catalogue, topic.Id));
    }

    private void OnPutGroup(PutGroupRequest request)
    {
        if (request.Policy.CheckOn(request.Topic) is { IsRefused: true } refusal)
        {
            Answer(TopicAnswer.Refused(RefusalProblems.Of(refusal)));
            return;
        }

        EncodedPolicy policy = CatalogueStore.Encode(request.Policy);
        CatalogueDecision decision = catalogue.Decide(new PutGroup(request.Topic, request.Group, policy));
        Carry(decision, request, () =>
        {
            if (decision.Group is { } known)
                store.UpdateGroup(known, policy, decision.ExpectedVersion, Context);
            else
                store.EnsureGroup(decision.Topic!.Id, request.Group, policy, Context);
        });
    }

    private void OnGroupChanged(GroupChanged changed)
    {
        if (changed.Row is not { } row)
        {
            Overtaken();
            return;
        }

        TopicGroup group = CatalogueStore.Read(row);
        catalogue.Apply(new GroupUpdated(group, catalogue.Version + 1));
        if (catalogue.TryGetTopic(group.TopicId, out Topic? topic))
            host.Tell(topic, new PolicyChanged(group.Id, CatalogueStore.PolicyOf(group)));
        Answered(CatalogueAnswers.Of(catalogue, group.TopicId));
    }

    private void OnDeleteGroup(DeleteGroupRequest request)
    {
        CatalogueDecision decision = catalogue.Decide(request.Command);
        Carry(decision, request, () => store.DeleteGroup(decision.Group!, decision.ExpectedVersion, Context));
    }

    private void OnGroupRemoved(GroupRowRemoved removed)
    {
        if (!removed.IsGone)
        {
            Overtaken();
            return;
        }

        TopicGroup group = removed.Group;
        catalogue.Apply(new GroupDeleted(group.TopicId, group.Id, catalogue.Version + 1));
        node.Routes.DroppedGroups.Add(group.Id);
        if (catalogue.TryGetTopic(group.TopicId, out Topic? topic))
            host.Tell(topic, new GroupDropped(group.Id));
        Answered(CatalogueAnswers.Of(catalogue, group.TopicId));
    }

    private void OnFindDeadLetters(FindDeadLetters request)
    {
        if (!DeadLetterPlace.TryFind(catalogue, request.TopicId, request.GroupId, out DeadLetterPlace? place)
            || (Mutants.BlocksMovesOfOff && !CatalogueStore.PolicyOf(place.Group).HasDeadLetters))
        {
            Answer(new TargetFound(request.GroupId, null));
            return;
        }

        place = place with { DeadLetter = request.DeadLetter };
        CatalogueDecision decision = place.Decide(catalogue);
        if (decision.Verdict == CatalogueVerdict.AlreadySo)
        {
            Answer(new TargetFound(request.GroupId, place.TargetIn(node.Routes)));
        }
        else if (decision.Verdict == CatalogueVerdict.Refused)
        {
            node.Log.DeadLettersBlocked(place.Name, RefusalProblems.Of(decision.Refusal).Message);
            Answer(new TargetFound(request.GroupId, null));
        }
        else if (decision.Topic is { } topic)
        {
            Store(request, () => store.EnsureGroup(topic.Id, Core.Names.RedriveGroup, default, Context));
        }
        else
        {
            Store(request, () => store.Create(place.Creation, decision.ExpectedVersion, Context));
        }
    }

    /// <summary>Carries out what was decided about a topic or a group of it; <paramref name="change"/> stores
    /// it.</summary>
    private void Carry(in CatalogueDecision decision, object request, Action change)
    {
        if (decision.Verdict == CatalogueVerdict.Refused)
            Answer(TopicAnswer.Refused(RefusalProblems.Of(decision.Refusal)));
        else if (decision.Verdict == CatalogueVerdict.AlreadySo)
            Answer(CatalogueAnswers.Of(catalogue, decision.Topic!.Id));
        else
            Store(request, change);
    }

    private void Store(object request, Action change)
    {
        isStoring = true;
        store.Expect(Sender, request);
        change();
    }

    /// <summary>Another change came first: nothing was stored.</summary>
    private void Overtaken() => Answered(TopicAnswer.Refused(Problems.Overloaded));

    /// <summary>Answers the change that was stored, and lets in what waited.</summary>
    private void Answered(object answer)
    {
        store.Requester?.TryTellReserved(answer, Self);
        Ready();
    }

    private void Ready()
    {
        isStoring = false;
        Context.Stash.UnstashAll();
    }

    private void Answer(object answer) => Sender?.TryTellReserved(answer, Self);
}
