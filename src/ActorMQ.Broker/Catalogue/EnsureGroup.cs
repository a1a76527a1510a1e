using ActorMQ.Broker.Connections;

namespace ActorMQ.Broker.Catalogue;

/// <summary>To the catalogue: a consumer wants this group.</summary>
internal sealed record EnsureGroup(string Topic, string Group, SubscribeRequest Request);
