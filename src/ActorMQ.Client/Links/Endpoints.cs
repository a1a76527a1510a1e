using System.Globalization;

namespace ActorMQ.Client.Links;

/// <summary>Reads <c>host:port,host:port</c>.</summary>
internal static class Endpoints
{
    public const int PortDefault = 4053;

    public static IReadOnlyList<string> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
            throw Unreadable(text);
        return Array.ConvertAll(parts, static part => Complete(part));
    }

    private static string Complete(string part)
    {
        int colon = part.LastIndexOf(':');
        bool hasPort = colon >= 0 && !part.EndsWith(']');
        if (!hasPort)
            return $"{part}:{PortDefault}";
        bool isPort = int.TryParse(
            part.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port);
        if (colon == 0 || !isPort || port is < 1 or > ushort.MaxValue)
            throw Unreadable(part);
        return part;
    }

    private static ActorMQException Unreadable(string text) => ErrorCatalogue.InvalidArgument.With(
        $"endpoint: \"{text}\" is not host:port with a port from 1 to {ushort.MaxValue}.",
        $"Give host:port, several with commas between them, such as 127.0.0.1:{PortDefault}.");
}
