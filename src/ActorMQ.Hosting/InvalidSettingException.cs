namespace ActorMQ.Hosting;

/// <summary>One or more settings cannot be used. The message names each key, its value and what is allowed.</summary>
public sealed class InvalidSettingException : Exception
{
    /// <summary>A failure with all its reasons, one a line.</summary>
    public InvalidSettingException(IReadOnlyList<string> problems) : base(string.Join(Environment.NewLine, problems)) =>
        Problems = problems;

    /// <summary>One sentence for each setting that cannot be used.</summary>
    public IReadOnlyList<string> Problems { get; }
}
