namespace ActorMQ.Broker;

/// <summary>An answer to an administrator: a value, or why not.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Value">The answer; set when there is no problem.</param>
/// <param name="Problem">Why not; null when it went well.</param>
public readonly record struct AdminResult<T>(T? Value, Problem? Problem)
{
    /// <summary>Whether <see cref="Value"/> is there.</summary>
    public bool IsOk => Problem is null;

    internal static AdminResult<T> Of(T value) => new(value, null);

    internal static AdminResult<T> Refused(in Problem problem) => new(default, problem);
}
