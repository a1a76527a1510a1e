using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ActorMQ.Client.Http;

/// <summary>A tail of a topic through reconnects: each message once, on from where the last connection ended.</summary>
internal sealed class TailSession(AdminCalls calls, string topic, TailOptions options, TimeProvider time)
{
    // The node says something every 10 seconds.
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(30);

    // Offsets below were shown.
    private readonly Dictionary<int, long> shown = [];
    private string? place;
    private bool isOver;
    private long reached = time.GetTimestamp();

    /// <summary>All that comes, until the topic is deleted.</summary>
    /// <exception cref="ActorMQException">The node refuses, or has not answered for too long.</exception>
    public async IAsyncEnumerable<TailEntry> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (!isOver)
        {
            using HttpResponseMessage? response = await ConnectAsync(cancellation);
            await foreach (TailEntry entry in ReadAsync(response, cancellation))
                yield return entry;
            if (!isOver)
                await Task.Delay(options.ReconnectPause, time, cancellation);
        }
    }

    private async IAsyncEnumerable<TailEntry> ReadAsync(
        HttpResponseMessage? response, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (response is null)
            yield break;
        var events = new EventReader(await response.Content.ReadAsStreamAsync(cancellation), SilenceMax);
        while (await NextAsync(events, cancellation) is { } next)
        {
            if (Read(next, response) is { } entry)
                yield return entry;
        }
    }

    /// <summary>Null: not now, but it may be tried again.</summary>
    private async ValueTask<HttpResponseMessage?> ConnectAsync(CancellationToken cancellation)
    {
        string path = $"api/v1/topics/{topic}/tail?{options.Start.ToQuery(options.Partition)}".TrimEnd('?');
        using var message = new HttpRequestMessage(HttpMethod.Get, path);
        if (place is not null)
            message.Headers.Add("Last-Event-ID", place);
        try
        {
            return await calls.SendAsync(message, cancellation, HttpCompletionOption.ResponseHeadersRead);
        }
        catch (ActorMQException failure) when (MayPass(failure))
        {
            return null;
        }
    }

    private bool MayPass(ActorMQException failure) =>
        place is not null
        && failure.Code is "AMQ-1010" or "AMQ-1007" or "AMQ-2007" or "AMQ-3007" or "AMQ-3010"
        && time.GetElapsedTime(reached) < options.OutageMax;

    private async ValueTask<ServerEvent?> NextAsync(EventReader events, CancellationToken cancellation)
    {
        try
        {
            ServerEvent? next = await events.ReadAsync(cancellation);
            reached = time.GetTimestamp();
            place = next?.Id ?? place;
            return next;
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return null; // The connection is lost: the next one goes on.
        }
    }

    private TailEntry? Read(in ServerEvent told, HttpResponseMessage response)
    {
        try
        {
            return told.Kind switch
            {
                "message" => Show(JsonSerializer.Deserialize(told.Content.Span, AdminJson.Default.PeekedMessage)!),
                "gap" => Show(JsonSerializer.Deserialize(told.Content.Span, AdminJson.Default.TailGap)!),
                "end" => End(JsonSerializer.Deserialize(told.Content.Span, AdminJson.Default.TailEnd)!),
                _ => null,
            };
        }
        catch (JsonException broken)
        {
            throw AdminFailures.Unreadable(response, broken);
        }
    }

    private TailEntry? Show(PeekedMessage message)
    {
        if (message.Offset < shown.GetValueOrDefault(message.Partition))
            return null;
        shown[message.Partition] = message.Offset + 1;
        return new TailEntry(message.Partition, message);
    }

    private static TailEntry Show(TailGap gap) => new(gap.Partition, null, gap.Missed);

    private TailEntry? End(TailEnd end)
    {
        isOver = end.Reason == "deleted";
        return null;
    }
}
