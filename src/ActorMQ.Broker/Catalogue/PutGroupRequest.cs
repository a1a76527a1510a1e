using ActorMQ.Core.Groups;

namespace ActorMQ.Broker.Catalogue;

/// <summary>To the catalogue: a group gets another policy, and is made where there is none.</summary>
internal sealed record PutGroupRequest(string Topic, string Group, GroupPolicy Policy);
