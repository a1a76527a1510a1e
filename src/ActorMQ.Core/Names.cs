using System.Buffers;

namespace ActorMQ.Core;

/// <summary>The one rule for the names of topics and groups.</summary>
public static class Names
{
    /// <summary>
    /// The group of each dead-letter topic that keeps what is in it until it is sent back or purged. Only a node makes
    /// it: a consumer in it would settle dead letters, or move them on.
    /// </summary>
    public const string RedriveGroup = "redrive";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>
    /// Checks a name against <c>[A-Za-z0-9._-]{1,127}</c>, without the two names that a path cannot hold.
    /// </summary>
    /// <param name="name">The name to check.</param>
    /// <param name="field">What it names, for the answer: <c>topic</c>, <c>group</c>.</param>
    /// <returns>No refusal, or <see cref="RefusalCode.InvalidName"/> with field and limit.</returns>
    public static Refusal Check(string? name, string field)
    {
        if (string.IsNullOrEmpty(name))
            return Refuse(field, $"{field}: the name is empty; give 1 to {Limits.NameLengthMax} characters.");
        if (name.Length > Limits.NameLengthMax)
            return Refuse(
                field, $"{field}: the name has {name.Length} characters; the limit is {Limits.NameLengthMax}.");
        var bad = name.AsSpan().IndexOfAnyExcept(Allowed);
        if (bad >= 0)
            return Refuse(
                field, $"{field}: character {bad + 1} of the name is not one of A-Z a-z 0-9 . _ - ; rename it.");
        return name is "." or ".."
            ? Refuse(field, $"{field}: '{name}' cannot be a name; a path would lose it.")
            : Refusal.None;
    }

    private static Refusal Refuse(string field, string detail) =>
        new(RefusalCode.InvalidName, detail, field, Limits.NameLengthMax);
}
