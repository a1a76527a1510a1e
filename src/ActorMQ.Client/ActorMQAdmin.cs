using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using ActorMQ.Client.Http;

namespace ActorMQ.Client;

/// <summary>Makes, lists, describes, changes and deletes topics and groups over a node's HTTP port.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class ActorMQAdmin : IDisposable
{
    private const int PeekPageMax = 100;
    private readonly AdminCalls calls;
    private readonly DeadLetterCalls deadLetters;

    /// <summary>An admin of the node whose HTTP port is at <paramref name="httpBase"/>.</summary>
    /// <param name="httpBase">For example <c>http://127.0.0.1:8558</c>; <c>127.0.0.1:8558</c> will do.</param>
    /// <exception cref="ActorMQException">The address cannot be read (<c>AMQ-2009</c>).</exception>
    public ActorMQAdmin(string httpBase)
        : this(new HttpClient { Timeout = TimeSpan.FromSeconds(30) }, httpBase)
    {
    }

    internal ActorMQAdmin(HttpClient http, string httpBase)
    {
        calls = new AdminCalls(http, httpBase);
        deadLetters = new DeadLetterCalls(calls);
    }

    /// <summary>Creates a topic.</summary>
    /// <param name="name">1 to 127 of <c>A-Z a-z 0-9 . _ -</c>.</param>
    /// <param name="partitions">How many partitions, 1 to 1,024; their number stays.</param>
    /// <param name="kind">What it keeps.</param>
    /// <param name="settings">How long it keeps its messages; null: by the defaults.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ActorMQException">The name or a number is refused, or the topic exists.</exception>
    public async ValueTask<TopicDescription> CreateTopicAsync(
        string name, int partitions = 8, TopicKind kind = TopicKind.Queue, TopicSettings? settings = null,
        CancellationToken cancellation = default)
    {
        Limits.CheckTopic(name);
        settings ??= new TopicSettings();
        var request = new CreateTopicRequest(
            name, partitions, kind == TopicKind.Log ? "log" : "queue", settings.PurgeAfterMs, settings.RetentionMs,
            settings.RetentionBytes);
        using var content = JsonContent.Create(request, AdminJson.Default.CreateTopicRequest);
        return await calls.AskAsync(
            HttpMethod.Post, "api/v1/topics", content, AdminJson.Default.TopicDescription, cancellation);
    }

    /// <summary>All topics, by name, without the detail of their partitions.</summary>
    public async ValueTask<IReadOnlyList<TopicDescription>> ListTopicsAsync(CancellationToken cancellation = default)
    {
        return await calls.ListAsync(
            "api/v1/topics", AdminJson.Default.ListTopicDescription, static topic => topic.Name, cancellation);
    }

    /// <summary>One topic, with its partitions and how far each group is.</summary>
    /// <exception cref="ActorMQException">There is no such topic.</exception>
    public async ValueTask<TopicDescription> DescribeTopicAsync(string name, CancellationToken cancellation = default)
    {
        Limits.CheckTopic(name);
        return await calls.AskAsync(
            HttpMethod.Get, $"api/v1/topics/{name}", null, AdminJson.Default.TopicDescription, cancellation);
    }

    /// <summary>Has a topic keep its messages by other numbers; all three are set.</summary>
    /// <exception cref="ActorMQException">There is no such topic, or a number is outside its limits.</exception>
    public async ValueTask<TopicDescription> UpdateTopicAsync(
        string name, TopicSettings settings, CancellationToken cancellation = default)
    {
        Limits.CheckTopic(name);
        using var content = JsonContent.Create(settings, AdminJson.Default.TopicSettings);
        return await calls.AskAsync(
            HttpMethod.Patch, $"api/v1/topics/{name}", content, AdminJson.Default.TopicDescription, cancellation);
    }

    /// <summary>
    /// All groups of a topic, by name, without the detail of their partitions; where there are very many, without ages.
    /// </summary>
    /// <exception cref="ActorMQException">There is no such topic.</exception>
    public async ValueTask<IReadOnlyList<GroupDescription>> ListGroupsAsync(
        string topic, CancellationToken cancellation = default)
    {
        Limits.CheckTopic(topic);
        return await calls.ListAsync(
            $"api/v1/topics/{topic}/groups", AdminJson.Default.ListGroupDescription, static group => group.Name,
            cancellation);
    }

    /// <summary>One group: its policy, its lag and the age of its oldest unsettled message, by partition.</summary>
    /// <exception cref="ActorMQException">No such topic (<c>AMQ-2001</c>) or group (<c>AMQ-4007</c>).</exception>
    public async ValueTask<GroupDescription> DescribeGroupAsync(
        string topic, string group, CancellationToken cancellation = default) =>
        await calls.AskAsync(
            HttpMethod.Get, PathOf(topic, group), null, AdminJson.Default.GroupDescription, cancellation);

    /// <summary>Gives a group a policy, whole; makes the group where there is none.</summary>
    /// <exception cref="ActorMQException">There is no such topic, or a value is outside its limits.</exception>
    public async ValueTask<GroupDescription> PutGroupAsync(
        string topic, string group, GroupPolicy policy, CancellationToken cancellation = default)
    {
        using var content = JsonContent.Create(policy, AdminJson.Default.GroupPolicy);
        return await calls.AskAsync(
            HttpMethod.Put, PathOf(topic, group), content, AdminJson.Default.GroupDescription, cancellation);
    }

    /// <summary>Deletes a group with its progress; consumers that are there make it anew.</summary>
    /// <exception cref="ActorMQException">No such topic (<c>AMQ-2001</c>) or group (<c>AMQ-4007</c>).</exception>
    public async ValueTask DeleteGroupAsync(string topic, string group, CancellationToken cancellation = default) =>
        await calls.DoAsync(HttpMethod.Delete, PathOf(topic, group), cancellation);

    /// <summary>Stored messages, by partition and offset, in pages as they are needed; no group notices.</summary>
    /// <exception cref="ActorMQException">There is no such topic or partition, or what comes next cannot be read
    /// (<c>AMQ-4008</c>): begin behind it.</exception>
    public async IAsyncEnumerable<PeekedMessage> PeekAsync(
        string topic, PeekOptions? options = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        Limits.CheckTopic(topic);
        options ??= new PeekOptions();
        string start = options.Start.ToQuery(options.Partition);
        string? cursor = "";
        for (int left = options.Limit; left > 0 && cursor is not null;)
        {
            string from = cursor.Length == 0 ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            using var message = new HttpRequestMessage(
                HttpMethod.Get, $"api/v1/topics/{topic}/messages?limit={Math.Min(left, PeekPageMax)}&{start}{from}");
            using HttpResponseMessage response = await calls.SendAsync(message, cancellation);
            foreach (PeekedMessage one in await AdminCalls.ReadAsync(
                response, AdminJson.Default.ListPeekedMessage, cancellation))
            {
                yield return one;
                left--;
            }

            string? next = NextPage.CursorOf(response);
            cursor = next == cursor ? null : next;
        }
    }

    /// <summary>
    /// What is stored, as it comes, without a group: nothing is taken from anybody. Goes on after a lost connection
    /// where it was, each message once; ends when the topic is deleted.
    /// </summary>
    /// <exception cref="ActorMQException">
    /// There is no such topic or partition, or nobody has answered for <see cref="TailOptions.OutageMax"/>.
    /// </exception>
    public IAsyncEnumerable<TailEntry> TailAsync(
        string topic, TailOptions? options = null, CancellationToken cancellation = default)
    {
        Limits.CheckTopic(topic);
        return new TailSession(calls, topic, options ?? new TailOptions(), TimeProvider.System).RunAsync(cancellation);
    }

    /// <summary>Some of the messages that a group gave up, by partition and offset of its dead-letter topic.</summary>
    /// <param name="topic">The topic that they are from.</param>
    /// <param name="group">The group that gave them up.</param>
    /// <param name="filter">Which of them; null: all.</param>
    /// <param name="from">Where to begin: the <see cref="DeadLetterPage.Next"/> of the page before.</param>
    /// <param name="limit">At most so many, 1 to 1,000.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ActorMQException">No such topic (<c>AMQ-2001</c>) or group (<c>AMQ-4007</c>).</exception>
    public ValueTask<DeadLetterPage> ListDeadLettersAsync(
        string topic, string group, DeadLetterFilter? filter = null, DeadLetterPosition from = default, int limit = 100,
        CancellationToken cancellation = default) =>
        deadLetters.ListAsync($"{PathOf(topic, group)}/dead-letters", filter, from, limit, cancellation);

    /// <summary>
    /// All messages that a group gave up, as they are when it begins; they are read while they are taken.
    /// </summary>
    /// <exception cref="ActorMQException">No such topic (<c>AMQ-2001</c>) or group (<c>AMQ-4007</c>), or the answer
    /// broke off (<c>AMQ-1011</c>).</exception>
    public IAsyncEnumerable<DeadLetter> ExportDeadLettersAsync(
        string topic, string group, DeadLetterFilter? filter = null, CancellationToken cancellation = default) =>
        deadLetters.ExportAsync($"{PathOf(topic, group)}/dead-letters", filter, cancellation);

    /// <summary>
    /// Sends messages that a group gave up back to where they are from, for this group alone. Those that are there when
    /// it begins. Cancelled, it ends between two messages: each is back once, or still a dead letter.
    /// </summary>
    /// <param name="topic">The topic that they are from.</param>
    /// <param name="group">The group that gave them up.</param>
    /// <param name="selection">Which of them.</param>
    /// <param name="rate">Messages a second, 1 to 100,000; 0: as fast as it goes.</param>
    /// <param name="progress">Hears at least every second how far it is.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How it ended: what is done is stored.</returns>
    /// <exception cref="ActorMQException">No such topic (<c>AMQ-2001</c>) or group (<c>AMQ-4007</c>), or the answer
    /// broke off (<c>AMQ-1011</c>).</exception>
    public ValueTask<DeadLetterProgress> RedriveAsync(
        string topic, string group, DeadLetterSelection selection, int rate = 0,
        IProgress<DeadLetterProgress>? progress = null, CancellationToken cancellation = default) =>
        deadLetters.RunAsync(
            HttpMethod.Post, $"{PathOf(topic, group)}/dead-letters/redrive", DeadLetterRequest.Of(selection, rate),
            progress, cancellation);

    /// <summary>Deletes messages that a group gave up; those that are there when it begins.</summary>
    /// <exception cref="ActorMQException">No such topic (<c>AMQ-2001</c>) or group (<c>AMQ-4007</c>), or the answer
    /// broke off (<c>AMQ-1011</c>).</exception>
    public ValueTask<DeadLetterProgress> PurgeDeadLettersAsync(
        string topic, string group, DeadLetterSelection selection, IProgress<DeadLetterProgress>? progress = null,
        CancellationToken cancellation = default) =>
        deadLetters.RunAsync(
            HttpMethod.Delete, $"{PathOf(topic, group)}/dead-letters", DeadLetterRequest.Of(selection, rate: 0),
            progress, cancellation);

    /// <summary>Deletes a topic with all its messages and all its groups' progress.</summary>
    /// <exception cref="ActorMQException">There is no such topic.</exception>
    public async ValueTask DeleteTopicAsync(string name, CancellationToken cancellation = default)
    {
        Limits.CheckTopic(name);
        await calls.DoAsync(HttpMethod.Delete, $"api/v1/topics/{name}", cancellation);
    }

    /// <summary>Whether the node says that it is ready to serve; false also when nobody answers.</summary>
    public ValueTask<bool> IsReadyAsync(CancellationToken cancellation = default) =>
        calls.IsWellAsync("health/ready", cancellation);

    /// <inheritdoc/>
    public void Dispose() => calls.Dispose();

    private static string PathOf(string topic, string group)
    {
        Limits.CheckTopic(topic);
        Limits.CheckGroup(group);
        return $"api/v1/topics/{topic}/groups/{group}";
    }
}
