namespace ActorMQ.Core.Tests;

/// <summary>What one append would have stored, and what the truth was then.</summary>
public sealed record StoredAppend(byte[] Events, byte[] Snapshot, ModelPartition Model);
