using System.Text.Json;
using ActorMQ.Core.Topics;

namespace ActorMQ.Hosting.Http;

/// <summary>The body of a request to create a topic.</summary>
internal readonly record struct TopicRequest(string Name, int Partitions, TopicKind Kind, TopicSettings Settings)
{
    private const int PartitionsDefault = 8;

    /// <summary>Reads a body.</summary>
    /// <returns>Null when it was read; otherwise what is wrong with it.</returns>
    public static AdminProblem? Read(ReadOnlyMemory<byte> body, out TopicRequest request)
    {
        request = new TopicRequest("", PartitionsDefault, TopicKind.Queue, TopicSettings.Default);
        if (JsonBody.Read(body, ref request, ReadField) is { } problem)
            return problem;
        return request.Name.Length > 0
            ? null
            : AdminProblem.InvalidField(
                "name", "The field name is missing or empty.", "Give the topic's name in the field name.");
    }

    private static AdminProblem? ReadField(JsonProperty field, ref TopicRequest request)
    {
        TopicSettings settings = request.Settings;
        if (TopicSettingsRequest.TryReadField(field, ref settings, out AdminProblem? problem))
        {
            request = request with { Settings = settings };
            return problem;
        }

        return field.Name switch
        {
            "name" => ReadName(field, ref request),
            "partitions" => ReadPartitions(field, ref request),
            "kind" => ReadKind(field.Value, ref request),
            _ => JsonBody.UnknownField(field, $"name, partitions, kind, {TopicSettingsRequest.Fields}"),
        };
    }

    private static AdminProblem? ReadName(JsonProperty field, ref TopicRequest request)
    {
        string name = "";
        AdminProblem? problem = JsonBody.ReadText(field, ref name);
        request = request with { Name = name };
        return problem;
    }

    private static AdminProblem? ReadPartitions(JsonProperty field, ref TopicRequest request)
    {
        int partitions = 0;
        AdminProblem? problem = JsonBody.ReadNumber(field, ref partitions);
        request = request with { Partitions = partitions };
        return problem;
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
                return AdminProblem.InvalidField(
                    "kind", "The field kind is neither \"queue\" nor \"log\".", "Give one of them.");
        }
    }
}
