using ActorMQ.Broker.Connections;
using ActorMQ.Broker.Routing;

namespace ActorMQ.Broker.Catalogue;

/// <summary>From the catalogue: the group, or why not (then the topic is null).</summary>
internal sealed record GroupAnswer(SubscribeRequest Request, TopicRoute? Topic, int GroupId, Problem Problem);
