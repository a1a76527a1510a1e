using ActorMQ.Core.Topics;

namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: its topic keeps its records by these numbers from here on.</summary>
internal sealed record SettingsChanged(TopicSettings Settings);
