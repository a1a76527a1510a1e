namespace ActorMQ.Core;

/// <summary>
/// The code contradicts itself. Nobody handles it: supervision discards the state and recovers from the journal.
/// </summary>
public sealed class InvariantException(string message) : Exception(message);
