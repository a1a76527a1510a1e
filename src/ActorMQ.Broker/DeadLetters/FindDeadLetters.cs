namespace ActorMQ.Broker.DeadLetters;

/// <summary>
/// To the catalogue: where the dead letters of a group go. The topic is created when there is none; then a topic's
/// answer comes, and the question is worth asking again.
/// </summary>
internal sealed record FindDeadLetters(int TopicId, int GroupId);
