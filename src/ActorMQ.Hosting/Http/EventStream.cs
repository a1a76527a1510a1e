using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace ActorMQ.Hosting.Http;

/// <summary>Server-sent events: one answer that goes on until somebody ends it.</summary>
internal sealed class EventStream(HttpResponse response)
{
    private ArrayBufferWriter<byte> waiting = new();

    /// <summary>Tells the reader what comes.</summary>
    public void Begin()
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
    }

    /// <summary>A line that no reader takes for an event: the connection is alive.</summary>
    public void AddRemark(string text) => Add($": {text}\n\n");

    /// <summary>From where a reader that comes back begins.</summary>
    public void AddPlace(string id) => Add($"id: {id}\n\n");

    public void Add<T>(string kind, T content, JsonTypeInfo<T> type)
    {
        Add($"event: {kind}\ndata: ");
        // One line: JSON escapes what would end it.
        waiting.Write(JsonSerializer.SerializeToUtf8Bytes(content, type));
        Add("\n\n");
    }

    /// <summary>Completes when the reader's connection has taken what was added.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        // What was handed to the connection is not said again, whatever becomes of the wait.
        (ReadOnlyMemory<byte> told, waiting) = (waiting.WrittenMemory, new ArrayBufferWriter<byte>());
        await response.Body.WriteAsync(told, cancellation);
        await response.Body.FlushAsync(cancellation);
    }

    private void Add(string text) => Encoding.UTF8.GetBytes(text, waiting);
}
