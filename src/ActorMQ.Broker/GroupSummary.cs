using ActorMQ.Broker.Catalogue;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Topics;

namespace ActorMQ.Broker;

/// <summary>A group of a topic as the catalogue knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Policy">How it treats deliveries that fail.</param>
/// <param name="DeadLetterTopic">The topic that takes its dead letters; null when there is none.</param>
public sealed record GroupSummary(string Name, GroupPolicy Policy, string? DeadLetterTopic)
{
    internal static GroupSummary Of(Topic topic, TopicGroup group)
    {
        GroupPolicy policy = CatalogueStore.PolicyOf(group);
        return new GroupSummary(group.Name, policy, policy.DeadLetterTopic(topic.Name, group.Name));
    }
}
