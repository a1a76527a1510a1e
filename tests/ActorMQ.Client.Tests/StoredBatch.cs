using ActorMQ.Records;

namespace ActorMQ.Client.Tests;

/// <summary>A batch that the <see cref="ScriptedNode"/> keeps.</summary>
internal sealed record StoredBatch(long BaseOffset, BatchHeader Header, byte[] Bytes);
