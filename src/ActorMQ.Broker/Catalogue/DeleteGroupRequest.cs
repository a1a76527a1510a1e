using ActorMQ.Core.Topics;

namespace ActorMQ.Broker.Catalogue;

/// <summary>To the catalogue: delete a group.</summary>
internal sealed record DeleteGroupRequest(DeleteGroup Command);
