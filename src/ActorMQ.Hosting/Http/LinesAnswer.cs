using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace ActorMQ.Hosting.Http;

/// <summary>
/// An answer that is a line of JSON after the other. Each line is written before the next one is made: a client that
/// does not read is waited for, and one that is gone ends the work.
/// </summary>
internal sealed class LinesAnswer<T>(HttpContext context, JsonTypeInfo<T> type, CancellationToken cancellation)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private long writtenAt;

    /// <summary>Whether a line that tells how far something is would be worth writing again.</summary>
    public bool IsDue => writtenAt == 0 || Stopwatch.GetElapsedTime(writtenAt) >= Pause;

    /// <summary>Begins the answer, so that the client hears that it was understood.</summary>
    public Task BeginAsync()
    {
        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.StartAsync(cancellation);
    }

    public async Task WriteAsync(T line)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(line, type);
        context.Response.BodyWriter.Write(json);
        context.Response.BodyWriter.Write("\n"u8);
        await context.Response.BodyWriter.FlushAsync(cancellation);
        writtenAt = Stopwatch.GetTimestamp();
    }
}
