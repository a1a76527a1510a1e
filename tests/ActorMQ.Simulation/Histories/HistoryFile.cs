using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorMQ.Simulation.Histories;

/// <summary>
/// A history as text: one JSON object a line, one line an event, in order. <c>docs/simulation.md</c> has the format.
/// </summary>
internal static class HistoryFile
{
    /// <summary>Events of one file.</summary>
    public const int EventsMax = 50_000_000;

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        MaxDepth = 4,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Writes a history to a file, which it replaces.</summary>
    public static void Write(string path, IEnumerable<HistoryEvent> history)
    {
        using var file = File.Create(path);
        Write(file, history);
    }

    /// <summary>Writes a history to a stream, which stays open.</summary>
    public static void Write(Stream into, IEnumerable<HistoryEvent> history)
    {
        using var buffered = new StreamWriter(into, leaveOpen: true) { NewLine = "\n" };
        foreach (var e in history)
            buffered.WriteLine(Line(e));
    }

    /// <summary>One event as its line, without the end of it.</summary>
    public static string Line(HistoryEvent e) => JsonSerializer.Serialize(e, Format);

    /// <summary>Reads a file.</summary>
    /// <exception cref="HistoryFormatException">A line is no event.</exception>
    public static List<HistoryEvent> Read(string path)
    {
        using var file = File.OpenRead(path);
        return Read(file);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="HistoryFormatException">A line is no event.</exception>
    public static List<HistoryEvent> Read(Stream from)
    {
        var history = new List<HistoryEvent>();
        var lines = new HistoryLines(from);
        while (lines.TryRead(out var line))
        {
            if (history.Count == EventsMax)
                throw new HistoryFormatException(lines.Number, $"a history has at most {EventsMax} events.");
            history.Add(Parse(line, lines.Number));
        }

        return history;
    }

    private static HistoryEvent Parse(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<HistoryEvent>(line, Format)
                ?? throw new HistoryFormatException(number, "it is null.");
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            throw new HistoryFormatException(number, fault.Message, fault);
        }
    }
}
