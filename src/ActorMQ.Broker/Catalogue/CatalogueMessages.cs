using ActorMQ.Broker.Connections;
using ActorMQ.Broker.Partitions;
using ActorMQ.Broker.Routing;
using ActorMQ.Core.Topics;
using ActorMQ.Journal;

namespace ActorMQ.Broker.Catalogue;

/// <summary>To the catalogue: answer once everything is open.</summary>
internal sealed record AwaitReady;

/// <summary>From the catalogue: everything is open.</summary>
internal sealed record CatalogueReady(int Topics, int Partitions);

/// <summary>To the catalogue: create a topic.</summary>
internal sealed record CreateTopicRequest(CreateTopic Command);

/// <summary>To the catalogue: delete a topic.</summary>
internal sealed record DeleteTopicRequest(DeleteTopic Command);

/// <summary>To the catalogue: which topics are there.</summary>
internal sealed record ListTopicsRequest;

/// <summary>To the catalogue: what is known of one topic.</summary>
internal sealed record FindTopicRequest(string Name);

/// <summary>From the catalogue: a topic, or why not.</summary>
internal sealed record TopicAnswer(Topic? Topic, IReadOnlyList<TopicGroup> Groups, Problem Problem);

/// <summary>From the catalogue: all topics, by name.</summary>
internal sealed record TopicsAnswer(IReadOnlyList<Topic> Topics);

/// <summary>To the catalogue: a consumer wants this group.</summary>
internal sealed record EnsureGroup(string Topic, string Group, SubscribeRequest Request);

/// <summary>From the catalogue: the group, or why not (then the topic is null).</summary>
internal sealed record GroupAnswer(SubscribeRequest Request, TopicRoute? Topic, int GroupId, Problem Problem);

/// <summary>From the lane: the catalogue's rows and all partitions.</summary>
internal sealed record Loaded(CatalogueRows Rows, OpenedPartitions Partitions);

/// <summary>From the lane: a change was stored; the row is null when another change came first.</summary>
internal sealed record TopicStored(TopicRow? Row, OpenedPartitions? Partitions);

/// <summary>From the lane: a group was stored; null when its topic is gone.</summary>
internal sealed record GroupStored(GroupRow? Row);

/// <summary>From the lane: a topic's rows are marked as gone.</summary>
internal sealed record TopicRemoved(Topic Topic);

/// <summary>From the lane: one step of removing what deleted topics left is done.</summary>
internal sealed record SweepDone(bool HasMore);

/// <summary>From the lane: partitions that had ended are open again, or not.</summary>
internal sealed record Reopened(OpenedPartitions Partitions);

/// <summary>From the lane: it failed.</summary>
internal sealed record LaneFailed(Exception Reason);
