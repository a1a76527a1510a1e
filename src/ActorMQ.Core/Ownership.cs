namespace ActorMQ.Core;

/// <summary>A node's right to run one partition, as the journal's fence row states it.</summary>
/// <param name="Epoch">Counts the owners of the partition; a later owner has a higher one.</param>
/// <param name="Nonce">Unguessable companion: after a database failover two owners may hold one epoch, never one
/// nonce.</param>
public readonly record struct Ownership(long Epoch, Guid Nonce);
