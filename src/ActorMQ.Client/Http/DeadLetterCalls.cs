using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;

namespace ActorMQ.Client.Http;

/// <summary>What the admin API does with the dead letters of a group.</summary>
internal sealed class DeadLetterCalls(AdminCalls calls)
{
    public async ValueTask<DeadLetterPage> ListAsync(
        string path, DeadLetterFilter? filter, DeadLetterPosition from, int limit, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(
            HttpMethod.Get, $"{path}?limit={limit}&from={from}{QueryOf(filter)}");
        using HttpResponseMessage response = await calls.SendAsync(message, cancellation);
        DeadLetterPageAnswer answer =
            await AdminCalls.ReadAsync(response, AdminJson.Default.DeadLetterPageAnswer, cancellation);
        bool hasNext = DeadLetterPosition.TryParse(answer.Next, out DeadLetterPosition next);
        return new DeadLetterPage(answer.DeadLetters ?? [], hasNext ? next : null);
    }

    public async IAsyncEnumerable<DeadLetter> ExportAsync(
        string path, DeadLetterFilter? filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, $"{path}/export?{QueryOf(filter)}");
        using HttpResponseMessage response = await calls.SendAsync(
            message, cancellation, HttpCompletionOption.ResponseHeadersRead);
        await foreach (DeadLetter letter in AdminLines.ReadAsync(response, AdminJson.Default.DeadLetter, cancellation))
            yield return letter;
    }

    /// <summary>Redrives or purges to the end.</summary>
    public async ValueTask<DeadLetterProgress> RunAsync(
        HttpMethod method, string path, DeadLetterRequest request, IProgress<DeadLetterProgress>? progress,
        CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(method, path)
        {
            Content = JsonContent.Create(request, AdminJson.Lean.DeadLetterRequest),
        };
        using HttpResponseMessage response = await calls.SendAsync(
            message, cancellation, HttpCompletionOption.ResponseHeadersRead);
        await foreach (DeadLetterProgressLine line in AdminLines.ReadAsync(
            response, AdminJson.Default.DeadLetterProgressLine, cancellation))
        {
            if (line.Problem is { } problem)
                throw AdminFailures.Of(problem);
            progress?.Report(line.Progress);
            if (line.Done == true)
                return line.Progress;
        }

        throw AdminFailures.BrokenOff(response, cause: null);
    }

    private static string QueryOf(DeadLetterFilter? filter)
    {
        var query = new StringBuilder();
        void Add(string name, string? value)
        {
            if (value is not null)
                query.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        Add("reason", filter?.Reason);
        Add("cause", filter?.Cause);
        Add("minAttempts", filter?.MinAttempts is { } attempts ? $"{attempts}" : null);
        Add("fromUnixMs", filter?.FromUnixMs is { } from ? $"{from}" : null);
        Add("toUnixMs", filter?.ToUnixMs is { } to ? $"{to}" : null);
        Add("key", filter?.Key);
        Add("deadLetterTopic", filter?.DeadLetterTopic);
        return query.ToString();
    }
}
