using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ActorMQ.Server.Tests;

/// <summary>The admin HTTP API of a node: its answers, and what it refuses.</summary>
public sealed class AdminHttp : AdminStage
{
    [Fact]
    public async Task A_created_topic_is_listed_and_described_until_it_is_deleted()
    {
        (HttpStatusCode created, JsonElement topic) = await PostAsync("""{"name":"orders","partitions":3}""");
        JsonElement list = await GetAsync("/api/v1/topics");
        JsonElement described = await GetAsync("/api/v1/topics/orders");
        using HttpResponseMessage deleted = await Http.DeleteAsync("/api/v1/topics/orders", Cancellation);
        using HttpResponseMessage gone = await Http.GetAsync("/api/v1/topics/orders", Cancellation);

        Assert.Equal(HttpStatusCode.Created, created);
        Assert.Equal("queue", topic.GetProperty("kind").GetString());
        Assert.Equal("orders", Assert.Single(list.EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(3, described.GetProperty("partitionsDetail").GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_topic_that_exists_is_a_conflict()
    {
        await PostAsync("""{"name":"orders"}""");

        (HttpStatusCode status, JsonElement problem) = await PostAsync("""{"name":"orders"}""");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("AMQ-2004", problem.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("""{"name":"orders","partition":3}""", "partition")]
    [InlineData("""{"name":"orders","name":"orders"}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"partitions":3}""", "name")]
    [InlineData("""{"name":"orders","partitions":"3"}""", "partitions")]
    [InlineData("""{"name":"orders","partitions":1.5}""", "partitions")]
    [InlineData("""{"name":"orders","partitions":99999999999}""", "partitions")]
    [InlineData("""{"name":"orders","partitions":0}""", "partitions")]
    [InlineData("""{"name":"orders","partitions":-1}""", "partitions")]
    [InlineData("""{"name":"orders","partitions":2000000000}""", "partitions")]
    [InlineData("""{"name":"orders","kind":"stack"}""", "kind")]
    [InlineData("""{"name":"a/b"}""", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""[]""", "list")]
    [InlineData("""{"name":"orders"} {}""", "JSON")]
    [InlineData("""{"name":"orders",}""", "JSON")]
    [InlineData("", "JSON")]
    [InlineData("""{"name":"\ud800"}""", "Unicode")]
    [InlineData("""{"\udc00":1}""", "Unicode")]
    [InlineData("""{"name":"orders","kind":"\ud800x"}""", "Unicode")]
    [InlineData("\0\u0001", "JSON")]
    public async Task A_body_that_is_wrong_is_refused_with_the_name_of_what_is_wrong(string body, string named)
    {
        (HttpStatusCode status, JsonElement problem) = await PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(named, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(problem.GetProperty("nextStep").GetString()!);
        Assert.StartsWith("AMQ-", problem.GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.Empty((await GetAsync("/api/v1/topics")).EnumerateArray());
    }

    [Theory]
    [InlineData("DELETE", "orders?dryRun=true", "dryRun")]
    [InlineData("GET", "orders?detail=1", "detail")]
    [InlineData("GET", "?limit=1&limit=2", "limit")]
    [InlineData("GET", "?after=a&after=b", "after")]
    [InlineData("PUT", "orders/groups/billing?force", "force")]
    [InlineData("DELETE", "orders/groups/billing?x", "x")]
    [InlineData("DELETE", "orders/groups/billing/dead-letters?all=true", "all")]
    public async Task A_parameter_that_is_unknown_or_given_twice_is_named_and_nothing_is_done(
        string method, string address, string named)
    {
        await PostAsync("""{"name":"orders"}""");
        string path = $"/api/v1/topics/{address}".Replace("/?", "?", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using HttpResponseMessage response = await Http.SendAsync(request, Cancellation);
        JsonElement problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement;

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(named, problem.GetProperty("field").GetString());
        Assert.Single((await GetAsync("/api/v1/topics")).EnumerateArray());
    }

    [Fact]
    public async Task A_body_deeper_than_32_levels_is_refused()
    {
        string deep = $$"""{"name":{{new string('[', 40)}}{{new string(']', 40)}}}""";

        (HttpStatusCode status, JsonElement problem) = await PostAsync(deep);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("32", problem.GetProperty("nextStep").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_64_KiB_is_refused_whether_its_length_is_announced_or_not(bool announced)
    {
        using var content = new StringContent(new string(' ', 70_000), Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/topics") { Content = content };
        request.Headers.TransferEncodingChunked = !announced;

        using HttpResponseMessage response = await Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("65536", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_as_a_web_page_can_send_it_is_refused()
    {
        using var content = new StringContent("""{"name":"orders"}""", Encoding.UTF8, "text/plain");

        using HttpResponseMessage response = await Http.PostAsync("/api/v1/topics", content, Cancellation);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:1", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    public async Task Only_the_nodes_own_names_are_answered(string host, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/topics");
        request.Headers.Host = host;

        using HttpResponseMessage response = await Http.SendAsync(request, Cancellation);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/topics/a/b", HttpStatusCode.NotFound)]
    [InlineData("PUT", "/api/v1/topics", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/v1/topics/a%20b", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/topics/%00", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_is_answered_with_a_problem(string method, string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using HttpResponseMessage response = await Http.SendAsync(request, Cancellation);

        Assert.Equal(expected, response.StatusCode);
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await Http.PostAsync("/api/v1/topics", content, Cancellation);
        return (response.StatusCode, await ReadAsync(response));
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using HttpResponseMessage response = await Http.GetAsync(path, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ReadAsync(response);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        return document.RootElement.Clone();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
