using ActorMQ.Broker.Connections;
using ActorMQ.Broker.Routing;
using ActorMQ.Core.Groups;

namespace ActorMQ.Broker.Catalogue;

/// <summary>From the catalogue: the group with its policy, or why not (then the topic is null).</summary>
internal sealed record GroupAnswer(
    SubscribeRequest Request, TopicRoute? Topic, int GroupId, GroupPolicy Policy, Problem Problem)
{
    public static GroupAnswer Refused(SubscribeRequest request, in Problem problem) =>
        new(request, null, 0, GroupPolicy.Default, problem);
}
