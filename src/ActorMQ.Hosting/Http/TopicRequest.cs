using System.Text.Json;
using ActorMQ.Core.Topics;

namespace ActorMQ.Hosting.Http;

/// <summary>The body of a request to create a topic, read by hand so that each error names its field.</summary>
internal readonly record struct TopicRequest(string Name, int Partitions, TopicKind Kind)
{
    private const int PartitionsDefault = 8;
    private const int ShownCharsMax = 100;

    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = AdminLimits.JsonDepthMax,
        CommentHandling = JsonCommentHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads a body.</summary>
    /// <returns>Null when it was read; otherwise what is wrong with it.</returns>
    public static AdminProblem? Read(ReadOnlyMemory<byte> body, out TopicRequest request)
    {
        request = new TopicRequest("", PartitionsDefault, TopicKind.Queue);
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, Strict);
            return Read(document.RootElement, ref request);
        }
        catch (JsonException broken)
        {
            return AdminProblem.InvalidBody(
                $"The body is not JSON that this node reads: {broken.Message}",
                $"Send one object, at most {AdminLimits.JsonDepthMax} levels deep, with each field once.");
        }
        catch (InvalidOperationException)
        {
            // The kind of each value is looked at before it is read: what is left is text that is none.
            return AdminProblem.InvalidBody(
                "A text of the body is not Unicode: bytes that are no UTF-8, or half of a surrogate pair.",
                "Send JSON in UTF-8.");
        }
    }

    private static AdminProblem? Read(JsonElement root, ref TopicRequest request)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return AdminProblem.InvalidBody($"The body is {Named(root)}, not an object.", "Send {\"name\": \"...\"}.");
        foreach (JsonProperty field in root.EnumerateObject())
        {
            if (ReadField(field, ref request) is { } problem)
                return problem;
        }
        return request.Name.Length > 0
            ? null
            : AdminProblem.InvalidBody("The field name is missing.", "Give the topic's name in the field name.");
    }

    private static AdminProblem? ReadField(JsonProperty field, ref TopicRequest request) => field.Name switch
    {
        "name" => ReadName(field.Value, ref request),
        "partitions" => ReadPartitions(field.Value, ref request),
        "kind" => ReadKind(field.Value, ref request),
        _ => AdminProblem.InvalidBody(
            $"The field {JsonEncodedText.Encode(Cut(field.Name))} is unknown.",
            "The fields are name, partitions and kind."),
    };

    // Not in the middle of a surrogate pair.
    private static string Cut(string name)
    {
        if (name.Length <= ShownCharsMax)
            return name;
        return name[..(char.IsHighSurrogate(name[ShownCharsMax - 1]) ? ShownCharsMax - 1 : ShownCharsMax)];
    }

    private static AdminProblem? ReadName(JsonElement value, ref TopicRequest request)
    {
        if (value.ValueKind != JsonValueKind.String)
            return AdminProblem.InvalidBody($"The field name is {Named(value)}.", "Give a string.");
        request = request with { Name = value.GetString()! };
        return null;
    }

    private static AdminProblem? ReadPartitions(JsonElement value, ref TopicRequest request)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out int partitions))
            return AdminProblem.InvalidBody($"The field partitions is {Named(value)}.", "Give a whole number from 1.");
        request = request with { Partitions = partitions };
        return null;
    }

    private static AdminProblem? ReadKind(JsonElement value, ref TopicRequest request)
    {
        bool known = value.ValueKind == JsonValueKind.String;
        switch (known ? value.GetString() : null)
        {
            case "queue":
                request = request with { Kind = TopicKind.Queue };
                return null;
            case "log":
                request = request with { Kind = TopicKind.Log };
                return null;
            default:
                return AdminProblem.InvalidBody(
                    "The field kind is neither \"queue\" nor \"log\".", "Give one of them.");
        }
    }

    private static string Named(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number that does not fit",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };
}
