using ActorMQ.Core.Topics;

namespace ActorMQ.Broker.Catalogue;

/// <summary>From the catalogue: a topic, or why not.</summary>
internal sealed record TopicAnswer(Topic? Topic, IReadOnlyList<TopicGroup> Groups, Problem Problem)
{
    public static TopicAnswer Refused(in Problem problem) => new(null, [], problem);
}
