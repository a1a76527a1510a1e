using ActorMQ.Core.Groups;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>From the catalogue: the topic or the group that records were to be redriven to is gone.</summary>
internal sealed record TargetGone(int GroupId, RedriveTarget Target);
