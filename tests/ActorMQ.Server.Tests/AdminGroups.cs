using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ActorMQ.Client;

namespace ActorMQ.Server.Tests;

/// <summary>Groups and the settings of topics over the admin HTTP API.</summary>
public sealed class AdminGroups : AdminStage
{
    private const string Groups = "/api/v1/topics/orders/groups";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Admin.CreateTopicAsync("orders", 2, cancellation: Cancellation);
    }

    [Fact]
    public async Task A_group_is_made_described_changed_listed_and_deleted()
    {
        var policy = new GroupPolicy { AttemptLimit = 3, BackoffMinMs = 50, DeadLetter = "off" };
        GroupDescription made = await Admin.PutGroupAsync("orders", "billing", policy, Cancellation);
        GroupDescription changed = await Admin.PutGroupAsync("orders", "billing", new GroupPolicy(), Cancellation);
        IReadOnlyList<GroupDescription> listed = await Admin.ListGroupsAsync("orders", Cancellation);
        await Admin.DeleteGroupAsync("orders", "billing", Cancellation);

        Assert.Equal((policy, null), (made.Policy, made.DeadLetterTopic));
        Assert.Equal((new GroupPolicy(), "dlq.orders.billing"), (changed.Policy, changed.DeadLetterTopic));
        Assert.Equal(2, changed.Partitions!.Count);
        Assert.Equal("billing", Assert.Single(listed).Name);
        Assert.Null(listed[0].Partitions);
        Assert.Empty(await Admin.ListGroupsAsync("orders", Cancellation));
    }

    [Fact]
    public async Task Lag_and_the_age_of_the_oldest_unsettled_message_are_told()
    {
        await using ActorMQClient client =
            await ActorMQClient.ConnectAsync(Node.Endpoint, cancellation: Cancellation);
        await using (Producer producer = client.Producer("orders"))
        {
            for (int i = 0; i < 5; i++)
                await producer.SendAsync("hello"u8.ToArray(), Cancellation);
        }

        await using Consumer consumer = client.Subscribe("orders", "billing");
        Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(10), Cancellation));
        GroupDescription told = await Admin.DescribeGroupAsync("orders", "billing", Cancellation);

        Assert.Equal(5, told.Lag);
        Assert.InRange(told.InFlight, 1, 5);
        Assert.NotNull(told.OldestUnsettledAt);
        Assert.InRange(told.OldestUnsettledAgeMs!.Value, 0, 600_000);
        Assert.Equal(5, told.Partitions!.Sum(static one => one.Lag));
    }

    [Fact]
    public async Task A_list_comes_in_pages_that_tell_where_the_next_begins()
    {
        foreach (string name in new[] { "c", "a", "b" })
            await Admin.PutGroupAsync("orders", name, new GroupPolicy(), Cancellation);
        using HttpResponseMessage first = await Http.GetAsync($"{Groups}?limit=2", Cancellation);
        using HttpResponseMessage second = await Http.GetAsync($"{Groups}?limit=2&after=b", Cancellation);

        Assert.Equal(["a", "b"], await NamesAsync(first));
        Assert.Equal($"<{Groups}?limit=2&after=b>; rel=\"next\"", Assert.Single(first.Headers.GetValues("Link")));
        Assert.Equal(["c"], await NamesAsync(second));
        Assert.False(second.Headers.Contains("Link"));
    }

    [Theory]
    [InlineData("GET", Groups + "/none", "", 404, "AMQ-4007", "group")]
    [InlineData("DELETE", Groups + "/none", "", 404, "AMQ-4007", "group")]
    [InlineData("GET", "/api/v1/topics/none/groups", "", 404, "AMQ-2001", "topic")]
    [InlineData("PUT", "/api/v1/topics/none/groups/g", "{}", 404, "AMQ-2001", "topic")]
    [InlineData("PUT", Groups + "/a%20b", "{}", 400, "AMQ-2003", "group")]
    [InlineData("PUT", Groups + "/g", """{"attemptLimit":251}""", 400, "AMQ-2009", "attemptLimit")]
    [InlineData("PUT", Groups + "/g", """{"ackWaitMs":"1"}""", 400, "AMQ-2009", "ackWaitMs")]
    [InlineData("PUT", Groups + "/g", """{"backoffMinMs":9,"backoffMaxMs":8}""", 400, "AMQ-2009", "backoffMaxMs")]
    [InlineData("PUT", Groups + "/g", """{"deadLetter":"a/b"}""", 400, "AMQ-2003", "deadLetter")]
    [InlineData("PUT", Groups + "/g", """{"deadLetter":7}""", 400, "AMQ-2009", "deadLetter")]
    [InlineData("PUT", Groups + "/g", """{"deadLetter":"orders"}""", 400, "AMQ-2009", "deadLetter")]
    [InlineData("PUT", Groups + "/g", """{"retries":1}""", 400, "AMQ-2009", null)]
    [InlineData("PUT", Groups + "/g", "[", 400, "AMQ-2009", null)]
    [InlineData("GET", Groups + "?limit=0", "", 400, "AMQ-2009", "limit")]
    [InlineData("GET", Groups + "?limit=many", "", 400, "AMQ-2009", "limit")]
    [InlineData("GET", "/api/v1/topics?limit=1001", "", 400, "AMQ-2009", "limit")]
    [InlineData("PATCH", "/api/v1/topics/orders", """{"retentionMs":1}""", 400, "AMQ-2009", "retentionMs")]
    [InlineData("PATCH", "/api/v1/topics/orders", """{"partitions":9}""", 400, "AMQ-2009", null)]
    [InlineData("GET", "/api/v1/topics/orders/messages?limit=101", "", 400, "AMQ-2009", "limit")]
    [InlineData("GET", "/api/v1/topics/orders/messages?offset=-1", "", 400, "AMQ-2009", "offset")]
    [InlineData("GET", "/api/v1/topics/orders/messages?partition=2", "", 404, "AMQ-2002", "partition")]
    [InlineData("GET", "/api/v1/topics/none/messages", "", 404, "AMQ-2001", "topic")]
    [InlineData("PATCH", "/api/v1/topics/none", "{}", 404, "AMQ-2001", "topic")]
    public async Task What_is_wrong_is_refused_with_code_field_and_next_step(
        string method, string path, string body, int status, string code, string? field)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage response = await Http.SendAsync(request, Cancellation);
        JsonElement problem = await ReadAsync(response);

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(field, problem.TryGetProperty("field", out JsonElement named) ? named.GetString() : null);
        Assert.NotEmpty(problem.GetProperty("nextStep").GetString()!);
        Assert.Empty(await Admin.ListGroupsAsync("orders", Cancellation));
    }

    [Fact]
    public async Task Settings_of_a_topic_change_one_by_one()
    {
        using var content = new StringContent(
            """{"retentionMs":5000}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage patched = await Http.PatchAsync("/api/v1/topics/orders", content, Cancellation);
        TopicDescription topic = await Admin.DescribeTopicAsync("orders", Cancellation);

        Assert.Equal(HttpStatusCode.OK, patched.StatusCode);
        Assert.Equal(new TopicSettings(RetentionMs: 5000), topic.Settings);
    }

    [Fact]
    public async Task Messages_are_looked_at_without_a_group()
    {
        await using ActorMQClient client =
            await ActorMQClient.ConnectAsync(Node.Endpoint, cancellation: Cancellation);
        await Admin.CreateTopicAsync("letters", 1, cancellation: Cancellation);
        await using (Producer producer = client.Producer("letters"))
        {
            for (byte i = 0; i < 3; i++)
                await producer.SendAsync(new byte[] { (byte)('a' + i) }, Cancellation);
            await producer.SendAsync(new byte[] { 0xff }, Cancellation);
        }

        using HttpResponseMessage two = await Http.GetAsync(
            "/api/v1/topics/letters/messages?offset=1&limit=2", Cancellation);
        using HttpResponseMessage last = await Http.GetAsync(
            "/api/v1/topics/letters/messages?partition=0&offset=3", Cancellation);
        JsonElement[] seen = [.. (await ReadAsync(two)).EnumerateArray()];
        JsonElement bytes = Assert.Single((await ReadAsync(last)).EnumerateArray());

        Assert.Equal(["b", "c"], seen.Select(static one => one.GetProperty("body").GetString()!));
        Assert.Equal([1L, 2L], seen.Select(static one => one.GetProperty("offset").GetInt64()));
        Assert.Equal("/w==", bytes.GetProperty("bodyBase64").GetString());
        Assert.Empty(await Admin.ListGroupsAsync("letters", Cancellation));
    }

    private static async Task<string[]> NamesAsync(HttpResponseMessage response) =>
        [.. (await ReadAsync(response)).EnumerateArray().Select(static one => one.GetProperty("name").GetString()!)];

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        return document.RootElement.Clone();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
