using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace ActorMQ.Hosting.Http;

/// <summary>The JSON that the HTTP port writes, with generated code for each shape.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemJson))]
[JsonSerializable(typeof(TopicJson))]
[JsonSerializable(typeof(TopicJson[]))]
[JsonSerializable(typeof(GroupDetailJson))]
[JsonSerializable(typeof(GroupDetailJson[]))]
[JsonSerializable(typeof(MessageJson[]))]
[JsonSerializable(typeof(GapJson))]
[JsonSerializable(typeof(TailEndJson))]
[JsonSerializable(typeof(DeadLetterJson))]
[JsonSerializable(typeof(DeadLetterPageJson))]
[JsonSerializable(typeof(DeadLetterProgressJson))]
[JsonSerializable(typeof(HealthJson))]
internal sealed partial class AdminJson : JsonSerializerContext
{
    /// <summary>
    /// Plain quotes and letters: the answers are JSON for tools and people, never part of a web page.
    /// </summary>
    public static AdminJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Answers a request.</summary>
    public static async Task WriteAsync<T>(
        HttpContext context, int status, T answer, JsonTypeInfo<T> type, string contentType = "application/json")
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(answer, type);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = json.Length;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }
}
