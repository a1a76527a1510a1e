namespace ActorMQ.Core.Groups;

/// <summary>The group that a redriven record is for: the one that gave it up.</summary>
/// <param name="TopicId">The topic that it moves to.</param>
/// <param name="GroupId">The group, which no other group of the cluster ever had as its number.</param>
public readonly record struct RedriveTarget(int TopicId, int GroupId);
