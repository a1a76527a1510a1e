using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ActorMQ.Client;

namespace ActorMQ.Server.Tests.Contract;

/// <summary>What a node really answers is as its OpenAPI document says.</summary>
public sealed class RealAnswers : AdminStage
{
    private const string Orders = "/api/v1/topics/orders";
    private static readonly ContractDocument Document = new();

    [Fact]
    public async Task Of_every_kind()
    {
        await CheckAsync(201, "POST", "/api/v1/topics", "/api/v1/topics", """{"name":"orders","partitions":2}""");
        await CheckAsync(409, "POST", "/api/v1/topics", "/api/v1/topics", """{"name":"orders"}""");
        await CheckAsync(400, "POST", "/api/v1/topics", "/api/v1/topics", "[");
        await SendAndConsumeAsync();

        const string Groups = Orders + "/groups";
        const string Template = "/api/v1/topics/{name}";
        await CheckAsync(200, "GET", "/api/v1/topics?limit=5", "/api/v1/topics");
        await CheckAsync(400, "GET", "/api/v1/topics?limit=x", "/api/v1/topics");
        await CheckAsync(200, "GET", Orders, Template);
        await CheckAsync(200, "PATCH", Orders, Template, """{"retentionMs":5000}""");
        await CheckAsync(200, "PUT", $"{Groups}/audit", $"{Template}/groups/{{group}}", """{"attemptLimit":3}""");
        await CheckAsync(200, "GET", Groups, $"{Template}/groups");
        await CheckAsync(200, "GET", $"{Groups}/billing", $"{Template}/groups/{{group}}");
        await CheckAsync(404, "GET", $"{Groups}/none", $"{Template}/groups/{{group}}");
        await CheckAsync(200, "GET", $"{Orders}/messages", $"{Template}/messages");
        await CheckAsync(400, "GET", $"{Orders}/messages?last=0", $"{Template}/messages");
        await CheckAsync(404, "GET", "/api/v1/topics/none/tail", $"{Template}/tail");
        const string DeadLetters = $"{Groups}/billing/dead-letters";
        const string Letters = $"{Template}/groups/{{group}}/dead-letters";
        await CheckAsync(200, "GET", DeadLetters, Letters);
        await CheckAsync(400, "GET", $"{DeadLetters}?limit=0", Letters);
        await CheckAsync(200, "POST", $"{DeadLetters}/redrive", $"{Letters}/redrive", """{"all":true}""");
        await CheckAsync(400, "POST", $"{DeadLetters}/redrive", $"{Letters}/redrive", "{}");
        await CheckAsync(200, "DELETE", DeadLetters, Letters, """{"filter":{"minAttempts":1}}""");
        await CheckAsync(404, "GET", $"{Groups}/none/dead-letters/export", $"{Letters}/export");
        await CheckAsync(200, "GET", "/health/live", "/health/live");
        await CheckAsync(200, "GET", "/health/ready", "/health/ready");
        await CheckAsync(200, "GET", "/openapi.json", "/openapi.json");
        await CheckAsync(204, "DELETE", $"{Groups}/audit", $"{Template}/groups/{{group}}");
        await CheckAsync(204, "DELETE", Orders, Template);
    }

    private async Task SendAndConsumeAsync()
    {
        await using ActorMQClient client = await ActorMQClient.ConnectAsync(Node.Endpoint, cancellation: Cancellation);
        await using Producer producer = client.Producer("orders");
        var headers = new[] { new Header("trace", "42"), new Header("raw", new byte[] { 0xff }) };
        await producer.SendAsync(new Message("hello", key: "k") { Tag = "new", Headers = headers }, Cancellation);
        await producer.SendAsync(new byte[] { 0xff }, Cancellation);
        await using Consumer consumer = client.Subscribe("orders", "billing");
        Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(10), Cancellation));
    }

    private async Task CheckAsync(int status, string method, string address, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage response = await Http.SendAsync(request, Cancellation);
        string text = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.True(status == (int)response.StatusCode, $"{method} {address}: {(int)response.StatusCode} {text}");
        JsonElement operation = Document.Operations.Single(one => one.Method == method && one.Path == path).Operation;
        string type = response.Content.Headers.ContentType?.MediaType ?? "";
        JsonElement? schema = Document.ContentOf(operation, status, type);
        Assert.Equal(text.Length > 0, schema is not null);
        if (schema is { } promised)
            Assert.Empty(Document.Differences(promised, JsonDocument.Parse(text).RootElement)
                .Select(one => $"{method} {address}: {one}"));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
