using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorMQ.Client.Http;

namespace ActorMQ.Client;

/// <summary>Makes, lists, describes, changes and deletes topics and groups over a node's HTTP port.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class ActorMQAdmin : IDisposable
{
    private const int PageMax = 1_000;
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
        return await ListAsync(
            "api/v1/topics", AdminJson.Default.ListTopicDescription, static topic => topic.Name, cancellation);
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

    /// <summary>Has a topic keep its messages by other numbers; all three are set.</summary>
    /// <exception cref="ActorMQException">There is no such topic, or a number is outside its limits.</exception>
    public async ValueTask<TopicDescription> UpdateTopicAsync(
        string name, TopicSettings settings, CancellationToken cancellation = default)
    {
        Limits.CheckTopic(name);
        using var message = new HttpRequestMessage(HttpMethod.Patch, $"api/v1/topics/{name}")
        {
            Content = JsonContent.Create(settings, AdminJson.Default.TopicSettings),
        };
        using HttpResponseMessage response = await SendAsync(message, cancellation);
        return await ReadAsync(response, AdminJson.Default.TopicDescription, cancellation);
    }

    /// <summary>All groups of a topic, by name, without the detail of their partitions and without ages.</summary>
    /// <exception cref="ActorMQException">There is no such topic.</exception>
    public async ValueTask<IReadOnlyList<GroupDescription>> ListGroupsAsync(
        string topic, CancellationToken cancellation = default)
    {
        Limits.CheckTopic(topic);
        return await ListAsync(
            $"api/v1/topics/{topic}/groups", AdminJson.Default.ListGroupDescription, static group => group.Name,
            cancellation);
    }

    /// <summary>One group: its policy, its lag and the age of its oldest unsettled message, by partition.</summary>
    /// <exception cref="ActorMQException">No such topic (<c>AMQ-2001</c>) or group (<c>AMQ-4007</c>).</exception>
    public async ValueTask<GroupDescription> DescribeGroupAsync(
        string topic, string group, CancellationToken cancellation = default)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, PathOf(topic, group));
        using HttpResponseMessage response = await SendAsync(message, cancellation);
        return await ReadAsync(response, AdminJson.Default.GroupDescription, cancellation);
    }

    /// <summary>Gives a group a policy, whole; makes the group where there is none.</summary>
    /// <exception cref="ActorMQException">There is no such topic, or a value is outside its limits.</exception>
    public async ValueTask<GroupDescription> PutGroupAsync(
        string topic, string group, GroupPolicy policy, CancellationToken cancellation = default)
    {
        using var message = new HttpRequestMessage(HttpMethod.Put, PathOf(topic, group))
        {
            Content = JsonContent.Create(policy, AdminJson.Default.GroupPolicy),
        };
        using HttpResponseMessage response = await SendAsync(message, cancellation);
        return await ReadAsync(response, AdminJson.Default.GroupDescription, cancellation);
    }

    /// <summary>Deletes a group with its progress; consumers that are there make it anew.</summary>
    /// <exception cref="ActorMQException">No such topic (<c>AMQ-2001</c>) or group (<c>AMQ-4007</c>).</exception>
    public async ValueTask DeleteGroupAsync(string topic, string group, CancellationToken cancellation = default)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, PathOf(topic, group));
        using HttpResponseMessage response = await SendAsync(message, cancellation);
    }

    /// <summary>Stored messages of a partition from an offset on; no group notices.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition's index.</param>
    /// <param name="offset">Where to begin; when it is gone, at the oldest message behind it.</param>
    /// <param name="limit">At most so many, 1 to 100; fewer come when they are large.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ActorMQException">There is no such topic or partition.</exception>
    public async ValueTask<IReadOnlyList<PeekedMessage>> PeekAsync(
        string topic, int partition, long offset = 0, int limit = 10, CancellationToken cancellation = default)
    {
        Limits.CheckTopic(topic);
        using var message = new HttpRequestMessage(
            HttpMethod.Get, $"api/v1/topics/{topic}/messages?partition={partition}&offset={offset}&limit={limit}");
        using HttpResponseMessage response = await SendAsync(message, cancellation);
        return await ReadAsync(response, AdminJson.Default.ListPeekedMessage, cancellation);
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

    private static string PathOf(string topic, string group)
    {
        Limits.CheckTopic(topic);
        Limits.CheckGroup(group);
        return $"api/v1/topics/{topic}/groups/{group}";
    }

    /// <summary>All pages of a list: a page that is not full is the last.</summary>
    private async ValueTask<List<T>> ListAsync<T>(
        string path, JsonTypeInfo<List<T>> type, Func<T, string> name, CancellationToken cancellation)
    {
        var all = new List<T>();
        string address = $"{path}?limit={PageMax}";
        while (true)
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, address);
            using HttpResponseMessage response = await SendAsync(message, cancellation);
            List<T> page = await ReadAsync(response, type, cancellation);
            all.AddRange(page);
            if (page.Count < PageMax)
                return all;
            address = $"{path}?limit={PageMax}&after={Uri.EscapeDataString(name(page[^1]))}";
        }
    }

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
        JsonTypeInfo<T> type,
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
