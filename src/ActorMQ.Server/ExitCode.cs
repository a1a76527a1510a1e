namespace ActorMQ.Server;

/// <summary>What the process tells its caller at the end.</summary>
internal static class ExitCode
{
    /// <summary>Stopped as asked.</summary>
    public const int Ok = 0;

    /// <summary>Could not start, or had to end: the message on standard error says why.</summary>
    public const int Failed = 1;

    /// <summary>An argument or a setting cannot be used.</summary>
    public const int Usage = 2;
}
