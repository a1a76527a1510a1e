using ActorMQ.Broker.Connections;
using ActorMQ.Broker.DeadLetters;
using ActorMQ.Broker.Routing;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Topics;

namespace ActorMQ.Broker.Catalogue;

/// <summary>What the catalogue says to those who ask, as far as no change is to be stored for it.</summary>
internal static class CatalogueAnswers
{
    /// <summary>All topics, by name.</summary>
    public static TopicsAnswer All(Core.Topics.Catalogue catalogue) => new(
    [
        .. catalogue.Topics.OrderBy(static topic => topic.Name, StringComparer.Ordinal)
            .Select(topic => TopicSummary.Of(topic, catalogue.GroupsOf(topic.Id).Count)),
    ]);

    /// <summary>One topic with its groups.</summary>
    public static TopicAnswer Of(Core.Topics.Catalogue catalogue, string name) =>
        catalogue.TryGetTopic(name, out Topic? topic)
            ? new TopicAnswer(topic, [.. catalogue.GroupsOf(topic.Id)], default)
            : TopicAnswer.Refused(Problems.UnknownTopic(name));

    /// <summary>One topic with its groups, by its number.</summary>
    public static TopicAnswer Of(Core.Topics.Catalogue catalogue, int topicId) =>
        catalogue.TryGetTopic(topicId, out Topic? topic)
            ? new TopicAnswer(topic, [.. catalogue.GroupsOf(topicId)], default)
            : TopicAnswer.Refused(Problems.UnknownTopic(""));

    /// <summary>To a consumer: its group is there.</summary>
    public static GroupAnswer Of(SubscribeRequest request, TopicGroup group, RoutingTable routes) =>
        new(request, routes.Find(group.TopicId), group.Id, CatalogueStore.PolicyOf(group), default);

    /// <summary>To an outbox: where redriven records go, or that it is gone.</summary>
    public static object Of(FindRedriveTarget request, Core.Topics.Catalogue catalogue, RoutingTable routes)
    {
        RedriveTarget target = request.Target;
        bool isThere = DeadLetterPlace.TryFind(catalogue, target.TopicId, target.GroupId, out _);
        return isThere && routes.Find(target.TopicId) is { } route
            ? new TargetFound(request.GroupId, new RedriveRoute(route, target))
            : new TargetGone(request.GroupId, target);
    }

    /// <summary>Why a request cannot be done, in the shape that it expects.</summary>
    public static object Refused(object request, in Problem problem) => request switch
    {
        EnsureGroupRequest group => GroupAnswer.Refused(group.Request, problem),
        FindDeadLetters letters => new TargetFound(letters.GroupId, null),
        FindRedriveTarget redrive => new TargetFound(redrive.GroupId, null),
        _ => TopicAnswer.Refused(problem),
    };
}
