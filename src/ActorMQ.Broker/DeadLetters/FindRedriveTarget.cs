using ActorMQ.Core.Groups;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>To the catalogue: where is what this group of a dead-letter topic sends back?</summary>
internal sealed record FindRedriveTarget(int GroupId, RedriveTarget Target);
