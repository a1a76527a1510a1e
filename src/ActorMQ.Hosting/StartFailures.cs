using ActorMQ.Journal;

namespace ActorMQ.Hosting;

/// <summary>The one table of what the environment can do to a start, and what to say about it.</summary>
internal static class StartFailures
{
    /// <summary>What happened and what to do; null for a failure that is a defect of ours.</summary>
    public static string? Explain(Exception failure) => failure switch
    {
        JournalRefusedException refused => refused.Message,
        JournalFatalException broken => broken.Message,
        UnauthorizedAccessException denied =>
            $"{denied.Message} Check who owns the directory, or choose another one with --data DIR.",
        IOException unusable =>
            unusable.Message.TrimEnd('.')
                + ". Settings: actormq.data-directory, actormq.remote.port, actormq.http.port.",
        _ => null,
    };
}
