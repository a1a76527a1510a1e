using System.Net.Http.Json;
using System.Text.Json;
using ActorMQ.Client.Http;

namespace ActorMQ.Client;

/// <summary>Creates, lists, describes and deletes topics over the HTTP port of a node. Thread-safe.</summary>
public sealed class ActorMQAdmin : IDisposable
{
    private readonly HttpClient http;

    /// <summary>An admin of the node whose HTTP port is at <paramref name="httpBase"/>.</summary>
    /// <param name="httpBase">For example <c>http://127.0.0.1:8558</c>; <c>127.0.0.1:8558</c> will do.</param>
    /// <exception cref="ActorMQException">The address cannot be read (<c>AMQ-2009</c>).</exception>
    public ActorMQAdmin(string httpBase)
        : this(new HttpClient { Timeout = TimeSpan.FromSeconds(30) }, httpBase)
    {
    }

    internal ActorMQAdmin(HttpClient http, string httpBase)
    {
        this.http = http;
        http.BaseAddress = AdminAddress.Parse(httpBase);
    }

    /// <summary>Creates a topic.</summary>
    /// <exception cref="ActorMQException">The name or the count is refused, or the topic exists.</exception>
    public async ValueTask<TopicDescription> CreateTopicAsync(
        string name, int partitions = 8, TopicKind kind = TopicKind.Queue, CancellationToken cancellation = default)
    {
        Limits.CheckTopic(name);
        var request = new CreateTopicRequest(name, partitions, kind == TopicKind.Log ? "log" : "queue");
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/v1/topics")
        {
            Content = JsonContent.Create(request, AdminJson.Default.CreateTopicRequest),
        };
        using HttpResponseMessage response = await SendAsync(message, cancellation);
        return await ReadAsync(response, AdminJson.Default.TopicDescription, cancellation);
    }

    /// <summary>All topics, by name, without the detail of their partitions.</summary>
    public async ValueTask<IReadOnlyList<TopicDescription>> ListTopicsAsync(CancellationToken cancellation = default)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, "api/v1/topics");
        using HttpResponseMessage response = await SendAsync(message, cancellation);
        return await ReadAsync(response, AdminJson.Default.ListTopicDescription, cancellation);
    }

    /// <summary>One topic, with its partitions and how far each group is.</summary>
    /// <exception cref="ActorMQException">There is no such topic.</exception>
    public async ValueTask<TopicDescription> DescribeTopicAsync(string name, CancellationToken cancellation = default)
    {
        Limits.CheckTopic(name);
        using var message = new HttpRequestMessage(HttpMethod.Get, $"api/v1/topics/{name}");
        using HttpResponseMessage response = await SendAsync(message, cancellation);
        return await ReadAsync(response, AdminJson.Default.TopicDescription, cancellation);
    }

    /// <summary>Deletes a topic with all its messages and all its groups' progress.</summary>
    /// <exception cref="ActorMQException">There is no such topic.</exception>
    public async ValueTask DeleteTopicAsync(string name, CancellationToken cancellation = default)
    {
        Limits.CheckTopic(name);
        using var message = new HttpRequestMessage(HttpMethod.Delete, $"api/v1/topics/{name}");
        using HttpResponseMessage response = await SendAsync(message, cancellation);
    }

    /// <summary>Whether the node says that it is ready to serve; false also when nobody answers.</summary>
    public async ValueTask<bool> IsReadyAsync(CancellationToken cancellation = default)
    {
        try
        {
            using HttpResponseMessage response = await http.GetAsync("health/ready", cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async ValueTask<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellation);
        }
        catch (HttpRequestException failure)
        {
            throw AdminFailures.Unreachable(http.BaseAddress!, failure);
        }
        catch (TaskCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw AdminFailures.Unreachable(http.BaseAddress!, late);
        }

        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await AdminFailures.ReadAsync(response, cancellation);
    }

    private static async ValueTask<T> ReadAsync<T>(
        HttpResponseMessage response,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type,
        CancellationToken cancellation)
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
}
