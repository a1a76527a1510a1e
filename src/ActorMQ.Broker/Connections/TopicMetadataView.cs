using ActorMQ.Broker.Routing;
using ActorMQ.Core;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Broker.Connections;

/// <summary>Answers what topics there are, from the routing table.</summary>
internal static class TopicMetadataView
{
    /// <summary>Topics that one reply names at most: with the longest names they still fit a head.</summary>
    public const int TopicsMax = 400;

    public static MetadataReply Of(NodeContext node, MetadataRequest asked)
    {
        var reply = new MetadataReply { NodeId = node.Options.NodeId };
        if (asked.Topic.Count == 0)
            reply.Topic.AddRange(node.Routes.Topics.Take(TopicsMax).Select(Describe));
        foreach (string name in asked.Topic)
            reply.Topic.Add(node.Routes.Find(name) is { } topic ? Describe(topic) : Missing(name));
        return reply;
    }

    private static TopicMetadata Describe(TopicRoute topic) =>
        new() { Name = topic.Name, Id = topic.Id, Partitions = topic.Partitions };

    private static TopicMetadata Missing(string name) =>
        new() { Name = name, Error = ProblemOf(name).ToWire() };

    // Whatever was asked for comes back once, as the name; not again in the message.
    private static Problem ProblemOf(string name)
    {
        Refusal invalid = Names.Check(name, "topic");
        return invalid.IsRefused ? RefusalProblems.Of(invalid) : Problems.UnknownTopic(name);
    }
}
