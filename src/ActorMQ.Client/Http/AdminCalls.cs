using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ActorMQ.Client.Http;

/// <summary>Requests to the admin API of one node; what goes wrong is an exception with a code. Thread-safe.</summary>
internal sealed class AdminCalls : IDisposable
{
    private const int PageMax = 1_000;
    private readonly HttpClient http;

    public AdminCalls(HttpClient http, string httpBase)
    {
        this.http = http;
        http.BaseAddress = AdminAddress.Parse(httpBase);
    }

    public Uri Address => http.BaseAddress!;

    /// <summary>Asks, and reads the answer.</summary>
    /// <exception cref="ActorMQException">Nobody answers, or the node refuses.</exception>
    public async ValueTask<T> AskAsync<T>(
        HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(method, path) { Content = content };
        using HttpResponseMessage response = await SendAsync(message, cancellation);
        return await ReadAsync(response, type, cancellation);
    }

    /// <summary>Asks for something to be done that has no answer but done.</summary>
    public async ValueTask DoAsync(HttpMethod method, string path, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(method, path);
        using HttpResponseMessage response = await SendAsync(message, cancellation);
    }

    /// <summary>All pages of a list: a page that is not full is the last.</summary>
    public async ValueTask<List<T>> ListAsync<T>(
        string path, JsonTypeInfo<List<T>> type, Func<T, string> name, CancellationToken cancellation)
    {
        var all = new List<T>();
        string address = $"{path}?limit={PageMax}";
        while (true)
        {
            List<T> page = await AskAsync(HttpMethod.Get, address, null, type, cancellation);
            all.AddRange(page);
            if (page.Count < PageMax)
                return all;
            address = $"{path}?limit={PageMax}&after={Uri.EscapeDataString(name(page[^1]))}";
        }
    }

    /// <summary>Whether an address answers that all is well.</summary>
    public async ValueTask<bool> IsWellAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage response = await http.GetAsync(path, cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false; // No answer in time.
        }
    }

    /// <summary>Sends, and gives the answer of a node that has not refused; to be disposed.</summary>
    public async ValueTask<HttpResponseMessage> SendAsync(
        HttpRequestMessage message, CancellationToken cancellation,
        HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(message, completion, cancellation);
        }
        catch (HttpRequestException failure)
        {
            throw AdminFailures.Unreachable(Address, failure);
        }
        catch (TaskCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw AdminFailures.Unreachable(Address, late);
        }

        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await AdminFailures.ReadAsync(response, cancellation);
    }

    public static async ValueTask<T> ReadAsync<T>(
        HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        try
        {
            T? value = await response.Content.ReadFromJsonAsync(type, cancellation);
            return value ?? throw AdminFailures.Unreadable(response, cause: null);
        }
        catch (JsonException broken)
        {
            throw AdminFailures.Unreadable(response, broken);
        }
    }

    public void Dispose() => http.Dispose();
}
