using System.Globalization;
using System.Text;
using ActorMQ.Records;
using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Worlds;

/// <summary>Reads what a dead letter says of its origin.</summary>
internal static class LetterHeaders
{
    /// <summary>A header that each message has from its producer; its value is the message's number.</summary>
    public const string Own = "number";

    /// <summary>The origin that these headers tell of; null: they are those of no dead letter.</summary>
    public static LetterOrigin? Read(IEnumerable<(string Name, ReadOnlyMemory<byte> Value)> headers)
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, ReadOnlyMemory<byte> value) in headers)
            told.TryAdd(name, Encoding.UTF8.GetString(value.Span));
        if (!told.TryGetValue("amq-group", out string? group))
            return null;
        bool isKnown = told.GetValueOrDefault("amq-origin-topic") == World.Topic;
        return new LetterOrigin(
            group, isKnown ? (int)Number(told, "origin-partition") : -1, Number(told, "origin-offset"),
            (int)Number(told, "attempts"), told.GetValueOrDefault("amq-cause", ""),
            told.GetValueOrDefault("amq-reason", ""));
    }

    /// <summary>How many times a record was redriven, by its own word.</summary>
    public static int RedrivesOf(IEnumerable<MessageHeader> headers) => headers
        .Where(static header => header.Name == "amq-redrives")
        .Select(static header => int.Parse(Encoding.UTF8.GetString(header.Value.Span), CultureInfo.InvariantCulture))
        .FirstOrDefault();

    private static long Number(Dictionary<string, string> told, string name) => long.TryParse(
        told.GetValueOrDefault("amq-" + name), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
        ? number
        : -1;
}
