namespace ActorMQ.Journal;

/// <summary>
/// The store can no longer tell what is durable (a failed sync, a damaged file): end the process, then recover.
/// </summary>
/// <remarks>
/// After a failed sync the operating system may have dropped the very pages that it failed to write, so that a second
/// sync succeeds without them. Only a fresh start reads what the disk holds.
/// </remarks>
public sealed class JournalFatalException(string message, Exception? inner = null) : Exception(message, inner);
