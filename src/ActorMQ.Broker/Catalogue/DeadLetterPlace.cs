using System.Diagnostics.CodeAnalysis;
using ActorMQ.Broker.DeadLetters;
using ActorMQ.Broker.Routing;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Topics;

namespace ActorMQ.Broker.Catalogue;

/// <summary>The topic that takes the dead letters of a group; there may be none yet.</summary>
internal sealed record DeadLetterPlace(Topic Origin, TopicGroup Group)
{
    /// <summary>What the group's policy says; of those on their way, what it said when they began to move.</summary>
    public string DeadLetter { get; init; } =
        CatalogueStore.PolicyOf(Group) is { HasDeadLetters: true } policy ? policy.DeadLetter : "";

    /// <summary>The topic's name.</summary>
    public string Name =>
        (GroupPolicy.Default with { DeadLetter = DeadLetter }).DeadLetterTopic(Origin.Name, Group.Name)!;

    /// <summary>How the topic is made when it is first needed: with as many partitions as its origin.</summary>
    public CreateTopic Creation => new(Name, Origin.Partitions, TopicKind.Queue);

    /// <summary>Finds group and topic by their numbers.</summary>
    public static bool TryFind(
        Core.Topics.Catalogue catalogue, int topicId, int groupId, [NotNullWhen(true)] out DeadLetterPlace? place)
    {
        place = catalogue.TryGetTopic(topicId, out Topic? origin)
            && catalogue.GroupsOf(topicId).FirstOrDefault(one => one.Id == groupId) is { } group
                ? new DeadLetterPlace(origin, group)
                : null;
        return place is not null;
    }

    /// <summary>Judges what is missing of it: the topic, then the group that keeps what is in it.</summary>
    public CatalogueDecision Decide(Core.Topics.Catalogue catalogue) => catalogue.TryGetTopic(Name, out _)
        ? catalogue.Decide(new EnsureGroup(Name, Names.RedriveGroup) { IsForNode = true })
        : catalogue.Decide(Creation);

    /// <summary>Where the dead letters go.</summary>
    public DeadLetterTarget? TargetIn(RoutingTable routes) =>
        routes.Find(Name) is { } route ? new DeadLetterTarget(DeadLetter, route, Origin.Name, Group.Name) : null;
}
