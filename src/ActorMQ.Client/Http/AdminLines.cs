using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ActorMQ.Client.Http;

/// <summary>Reads an answer that is a line of JSON after the other, as they come.</summary>
internal static class AdminLines
{
    /// <summary>A node that says nothing for so long is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="ActorMQException">The answer broke off, or is something else.</exception>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        HttpResponseMessage response, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellation)
        where T : class
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        while (await NextAsync(response, lines, silence, cancellation) is { } line)
            yield return Parse(response, line, type);
    }

    private static async Task<string?> NextAsync(
        HttpResponseMessage response, StreamReader lines, CancellationTokenSource silence,
        CancellationToken cancellation)
    {
        try
        {
            silence.CancelAfter(Patience);
            return await lines.ReadLineAsync(silence.Token);
        }
        catch (IOException broken)
        {
            throw AdminFailures.BrokenOff(response, broken);
        }
        catch (HttpRequestException broken)
        {
            throw AdminFailures.BrokenOff(response, broken);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw AdminFailures.BrokenOff(response, late);
        }
    }

    private static T Parse<T>(HttpResponseMessage response, string line, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type) ?? throw AdminFailures.Unreadable(response, cause: null);
        }
        catch (JsonException broken)
        {
            throw AdminFailures.Unreadable(response, broken);
        }
    }
}
