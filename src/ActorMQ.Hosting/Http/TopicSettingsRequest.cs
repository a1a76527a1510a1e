using System.Text.Json;
using ActorMQ.Core.Topics;

namespace ActorMQ.Hosting.Http;

/// <summary>The fields of a body that say how long a topic keeps its messages.</summary>
internal static class TopicSettingsRequest
{
    public const string Fields = "purgeAfterMs, retentionMs and retentionBytes";

    /// <summary>Reads a body over what holds at present: a field that is absent leaves it.</summary>
    /// <returns>Null when it was read; otherwise what is wrong with it.</returns>
    public static AdminProblem? Read(ReadOnlyMemory<byte> body, ref TopicSettings settings) =>
        JsonBody.Read(body, ref settings, ReadField);

    /// <summary>True when the field is one of these, read or not.</summary>
    public static bool TryReadField(JsonProperty field, ref TopicSettings settings, out AdminProblem? problem)
    {
        long number = 0;
        problem = null;
        if (field.Name is not ("purgeAfterMs" or "retentionMs" or "retentionBytes"))
            return false;
        problem = JsonBody.ReadNumber(field, ref number);
        settings = field.Name switch
        {
            "purgeAfterMs" => settings with { PurgeAfterMs = number },
            "retentionMs" => settings with { RetentionMs = number },
            _ => settings with { RetentionBytes = number },
        };
        return true;
    }

    private static AdminProblem? ReadField(JsonProperty field, ref TopicSettings settings) =>
        TryReadField(field, ref settings, out AdminProblem? problem)
            ? problem
            : JsonBody.UnknownField(field, Fields);
}
