using Microsoft.Extensions.Logging;

namespace ActorMQ.Hosting;

/// <summary>What a node's wiring logs.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(1, LogLevel.Error, "A connection's handler failed; the connection is closed, the others go on.")]
    public static partial void HandlerFailed(this ILogger log, Exception fault);

    [LoggerMessage(2, LogLevel.Information,
        "The journal stored {Bytes} bytes, {Appends} appends in {Commits} commits, and removed {Removed} bytes.")]
    public static partial void JournalClosed(this ILogger log, long bytes, long appends, long commits, long removed);
}
