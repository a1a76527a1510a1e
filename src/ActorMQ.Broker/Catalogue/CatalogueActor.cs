using ActorMQ.Actors;
using ActorMQ.Broker.Routing;
using ActorMQ.Core.Topics;

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
            bool isFull = message is EnsureGroup && node.Runtime.Rarely("catalogue: too many wait");
            if (isFull || !Context.Stash.TryStash())
                Refuse(message, Problems.Overloaded);
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
            case EnsureGroup request:
                OnEnsureGroup(request);
                return true;
            case ListTopicsRequest:
                Answer(new TopicsAnswer([.. catalogue.Topics.OrderBy(topic => topic.Name, StringComparer.Ordinal)]));
                return true;
            case FindTopicRequest request:
                OnFind(request.Name);
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
        Answered(store.PendingGroup is { } group
            ? new GroupAnswer(group.Request, null, 0, problem)
            : new TopicAnswer(null, [], problem));
    }

    private void OnCreate(CreateTopicRequest request)
    {
        CatalogueDecision decision = catalogue.Decide(request.Command);
        if (decision.Verdict == CatalogueVerdict.Refused)
            Answer(new TopicAnswer(null, [], RefusalProblems.Of(decision.Refusal)));
        else
            Store(() => store.Create(request.Command, decision.ExpectedVersion, Context));
    }

    private void OnTopicStored(TopicStored stored)
    {
        if (stored.Row is not { } row)
        {
            Answered(new TopicAnswer(null, [], Problems.Overloaded));
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
        if (decision.Verdict == CatalogueVerdict.Refused)
            Answer(new TopicAnswer(null, [], RefusalProblems.Of(decision.Refusal)));
        else
            Store(() => store.Delete(decision.Topic!, Context));
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

    private void OnEnsureGroup(EnsureGroup request)
    {
        CatalogueDecision decision = catalogue.Decide(new Core.Topics.EnsureGroup(request.Topic, request.Group));
        switch (decision.Verdict)
        {
            case CatalogueVerdict.Refused:
                Answer(new GroupAnswer(request.Request, null, 0, RefusalProblems.Of(decision.Refusal)));
                break;
            case CatalogueVerdict.AlreadySo:
                Answer(new GroupAnswer(request.Request, node.Routes.Find(request.Topic), decision.Group!.Id, default));
                break;
            default:
                Store(() => store.EnsureGroup(decision.Topic!.Id, request.Group, Context), request);
                break;
        }
    }

    private void OnGroupStored(GroupStored stored)
    {
        EnsureGroup request = store.PendingGroup!;
        if (stored.Row is not { } row)
        {
            Answered(new GroupAnswer(request.Request, null, 0, Problems.UnknownTopic(request.Topic)));
            return;
        }

        catalogue.Apply(new GroupCreated(CatalogueStore.Read(row), catalogue.Version + 1));
        Answered(new GroupAnswer(request.Request, node.Routes.Find(request.Topic), row.Id, default));
    }

    private void OnFind(string name)
    {
        Answer(catalogue.TryGetTopic(name, out Topic? topic)
            ? new TopicAnswer(topic, [.. catalogue.GroupsOf(topic.Id)], default)
            : new TopicAnswer(null, [], Problems.UnknownTopic(name)));
    }

    private void Store(Action change, EnsureGroup? group = null)
    {
        isStoring = true;
        store.Expect(Sender, group);
        change();
    }

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

    private void Refuse(object message, in Problem problem)
    {
        object answer = message is EnsureGroup group
            ? new GroupAnswer(group.Request, null, 0, problem)
            : new TopicAnswer(null, [], problem);
        Answer(answer);
    }
}
