namespace ActorMQ.Server.Tests.Durability;

/// <summary>One system call of a traced process. Times in seconds since 1970.</summary>
internal sealed record Syscall(string Name, double Start, double End, string Arguments)
{
    /// <summary>What the first argument's descriptor stands for: a path, or both ends of a connection.</summary>
    public string Target { get; } = TargetOf(Arguments);

    private static string TargetOf(string arguments)
    {
        int begin = arguments.IndexOf('<', StringComparison.Ordinal);
        int end = arguments.IndexOf(">,", StringComparison.Ordinal);
        if (end < 0)
            end = arguments.LastIndexOf('>');
        return begin < 0 || end < begin ? "" : arguments[(begin + 1)..end];
    }
}
