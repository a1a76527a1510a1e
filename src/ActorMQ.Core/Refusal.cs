namespace ActorMQ.Core;

/// <summary>An expected "no": a value with a code, never an exception.</summary>
/// <param name="Code">What is wrong; <see cref="RefusalCode.None"/> means not refused.</param>
/// <param name="Detail">What is wrong in this case and what to do next, for people; absent when the code says it
/// all.</param>
/// <param name="Field">The name of the offending field, when there is one.</param>
/// <param name="Limit">The limit that was passed, when there is one; otherwise 0.</param>
public readonly record struct Refusal(RefusalCode Code, string? Detail, string? Field = null, long Limit = 0)
{
    /// <summary>Not refused.</summary>
    public static Refusal None => default;

    /// <summary>Whether this is a refusal at all.</summary>
    public bool IsRefused => Code != RefusalCode.None;
}
