using ActorMQ.Broker.Routing;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>Where the dead letters of a group go, and by which names they tell where they are from.</summary>
/// <param name="Route">The dead-letter topic.</param>
/// <param name="OriginTopic">The name of the topic that they are from.</param>
/// <param name="Group">The name of the group that gave up.</param>
internal sealed record DeadLetterTarget(TopicRoute Route, string OriginTopic, string Group);
