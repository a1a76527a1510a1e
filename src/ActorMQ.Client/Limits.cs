using System.Buffers;

namespace ActorMQ.Client;

/// <summary>The limits of names and sizes, and errors that name field and limit.</summary>
internal static class Limits
{
    public const int NameCharsMax = 127;

    private static readonly SearchValues<char> NameChars = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static void CheckTopic(string name) => CheckName("topic", name);

    public static void CheckGroup(string name) => CheckName("group", name);

    private static void CheckName(string field, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > NameCharsMax)
            throw ErrorCatalogue.InvalidArgument.With(
                $"{field}: a name has 1 to {NameCharsMax} characters; this one has {name.Length}.");
        if (name.AsSpan().ContainsAnyExcept(NameChars))
            throw ErrorCatalogue.InvalidArgument.With(
                $"{field}: a name consists of A-Z a-z 0-9 . _ -; \"{name}\" does not.");
    }
}
