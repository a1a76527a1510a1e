namespace ActorMQ.Broker.DeadLetters;

/// <summary>
/// To the catalogue: where the dead letters of a group go. The topic is created when there is none; then a topic's
/// answer comes, and the question is worth asking again.
/// </summary>
/// <param name="TopicId">The topic that they are from.</param>
/// <param name="GroupId">The group that gave them up.</param>
/// <param name="DeadLetter">What the group's policy said when they began to move.</param>
internal sealed record FindDeadLetters(int TopicId, int GroupId, string DeadLetter);
