namespace ActorMQ.Core;

/// <summary>Stored bytes of an event record or a snapshot cannot be read. The partition must not run on them.</summary>
public sealed class CorruptRecordException(string message) : Exception(message);
