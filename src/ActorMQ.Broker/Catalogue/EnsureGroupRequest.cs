using ActorMQ.Broker.Connections;

namespace ActorMQ.Broker.Catalogue;

/// <summary>To the catalogue: a consumer wants this group.</summary>
internal sealed record EnsureGroupRequest(string Topic, string Group, SubscribeRequest Request);
