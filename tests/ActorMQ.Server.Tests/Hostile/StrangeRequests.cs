using System.Net.Sockets;
using System.Text;

namespace ActorMQ.Server.Tests.Hostile;

/// <summary>The admin port under requests that no client sends: each is answered or closed; the node goes on.</summary>
public sealed class StrangeRequests : AdminStage
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(30);

    public override async ValueTask DisposeAsync()
    {
        string answer = await TalkAsync("GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        await base.DisposeAsync();
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /api/v1/topics/..%2f..%2fetc%2fpasswd HTTP/1.1", "404")]
    [InlineData("GET /api/v1/../../../../etc/passwd HTTP/1.1", "404")]
    [InlineData("GET /api/v1/topics/%2e%2e/%2e%2e/topics HTTP/1.1", "404")]
    [InlineData("GET /api/v1/topics/a%2fb/groups HTTP/1.1", "404")]
    [InlineData("GET /api/v1/topics/a%00b HTTP/1.1", "400")]
    [InlineData("GET http://127.0.0.1/openapi.json HTTP/1.1", "400")]
    [InlineData("BREW /api/v1/topics HTTP/1.1", "405")]
    [InlineData("TRACE /api/v1/topics HTTP/1.1", "405")]
    [InlineData("CONNECT 127.0.0.1:22 HTTP/1.1", "400")]
    [InlineData("OPTIONS * HTTP/1.1", "404")]
    [InlineData("GET /api/v1/topics HTTP/3.7", "505")]
    [InlineData("GET /api/v1/topics", "400")]
    [InlineData("\0\0\0\0", "400")]
    public async Task A_strange_request_line_is_refused(string line, string status)
    {
        string answer = await TalkAsync($"{line}\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", 9_000, "414")]
    [InlineData("header", 20_000, "431")]
    [InlineData("headers", 2_000, "431")]
    public async Task What_is_too_long_is_refused_before_it_is_kept(string what, int length, string status)
    {
        string path = what == "name" ? new string('n', length) : "orders";
        string more = what switch
        {
            "header" => $"X-Long: {new string('h', length)}\r\n",
            "headers" => string.Concat(Enumerable.Range(0, length).Select(static i => $"X-{i}: 1\r\n")),
            _ => "",
        };
        string answer = await TalkAsync($"GET /api/v1/topics/{path} HTTP/1.1\r\nHost: localhost\r\n{more}\r\n");

        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Type: application/json\r\nContent-Length: 70000", "413")]
    [InlineData("Content-Type: application/json\r\nContent-Length: -1", "400")]
    [InlineData("Content-Type: application/json\r\nContent-Length: 5\r\nContent-Length: 6", "400")]
    [InlineData("Content-Type: text/plain\r\nContent-Length: 2", "415")]
    [InlineData("Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 2", "415")]
    [InlineData("Content-Length: 2", "415")]
    public async Task A_strange_body_is_refused(string headers, string status)
    {
        string answer = await TalkAsync(
            $"POST /api/v1/topics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n\r\n{{}}");

        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /api/v1/topics HTTP/1.1\r\nHost: local")]
    [InlineData("POST /api/v1/topics HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + "Content-Length: 9000\r\n\r\n{\"name\": \"a")]
    public async Task A_request_that_does_not_go_on_is_given_up(string begin)
    {
        // The answer, if any, says that it took too long; the connection is closed in any case.
        string answer = await TalkAsync(begin);

        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
    }

    /// <summary>Says something, and reads until the node closes the connection.</summary>
    private async Task<string> TalkAsync(string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(AnswerMax);
        var address = new Uri(Node.HttpAddress);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        NetworkStream stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text), limit.Token);
            await stream.CopyToAsync(answer, limit.Token);
        }
        catch (IOException)
        {
            // Closed with bytes of ours unread: what has come counts.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
