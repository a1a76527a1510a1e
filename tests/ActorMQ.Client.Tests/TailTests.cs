using System.Net;
using System.Text;

namespace ActorMQ.Client.Tests;

public sealed class TailTests : IDisposable
{
    private static readonly TailOptions Fast = new() { ReconnectPause = TimeSpan.FromMilliseconds(1) };
    private readonly ScriptedStreams node = new();

    public void Dispose() => node.Dispose();

    [Fact]
    public async Task A_lost_connection_goes_on_where_it_was_and_shows_nothing_twice()
    {
        node.Answers("id: 5", Message(5), Message(6), "id: 7", Message(7));
        node.Refuses(HttpStatusCode.ServiceUnavailable, "AMQ-2007");
        const string Gap = "event: gap\ndata: {\"partition\":0,\"missed\":3}";
        node.Answers("id: 7", Message(7), Gap, Message(11), End("stopping"));
        node.Answers(End("deleted"));

        Assert.Equal(["5", "6", "7", "missed 3", "11"], await ReadAsync());
        Assert.Equal([null, "7", "7", "7"], node.Places);
        Assert.Equal("http://node:8558/api/v1/topics/orders/tail", node.Address);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "AMQ-2001")]
    [InlineData(HttpStatusCode.BadRequest, "AMQ-2009")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "AMQ-3007")]
    public async Task A_refusal_at_the_beginning_is_told(HttpStatusCode status, string code)
    {
        node.Refuses(status, code);

        Assert.Equal(code, (await Assert.ThrowsAsync<ActorMQException>(ReadAsync)).Code);
    }

    [Fact]
    public async Task A_topic_that_is_gone_after_an_outage_is_told()
    {
        node.Answers("id: 5", Message(5));
        node.Refuses(HttpStatusCode.NotFound, "AMQ-2001");

        Assert.Equal("AMQ-2001", (await Assert.ThrowsAsync<ActorMQException>(ReadAsync)).Code);
    }

    [Fact]
    public async Task A_node_that_stays_away_is_told()
    {
        node.Answers("id: 5", Message(5));
        using ActorMQAdmin admin = New();
        TailOptions options = Fast with { OutageMax = TimeSpan.Zero, Partition = 3, Start = MessageStart.Last(2) };
        var told = await Assert.ThrowsAsync<ActorMQException>(async () =>
        {
            await foreach (TailEntry entry in admin.TailAsync("orders", options))
                Assert.Equal(5, entry.Message!.Offset);
        });

        Assert.Equal("AMQ-1010", told.Code);
        Assert.EndsWith("/tail?partition=3&last=2", node.Address);
    }

    [Theory]
    [InlineData("event: message\ndata: <html>")]
    [InlineData("event: end\ndata: []")]
    public async Task Something_else_than_a_tail_is_told_so(string block)
    {
        node.Answers(block);

        Assert.Equal("AMQ-1001", (await Assert.ThrowsAsync<ActorMQException>(ReadAsync)).Code);
    }

    private async Task<List<string>> ReadAsync()
    {
        using ActorMQAdmin admin = New();
        var seen = new List<string>();
        await foreach (TailEntry entry in admin.TailAsync("orders", Fast))
            seen.Add(entry.Message is { } message ? $"{message.Offset}" : $"missed {entry.Missed}");
        return seen;
    }

    private ActorMQAdmin New() => new(new HttpClient(node), "node:8558");

    private static string Message(long offset) => "event: message\ndata: "
        + $$"""{"partition":0,"offset":{{offset}},"createdAt":"2026-01-02T03:04:05Z","body":"x"}""";

    private static string End(string reason) => $$"""event: end{{"\n"}}data: {"reason":"{{reason}}"}""";

    /// <summary>Answers each request with the next of its answers; afterwards nobody is there.</summary>
    private sealed class ScriptedStreams : HttpMessageHandler
    {
        private readonly Queue<Func<HttpResponseMessage>> answers = [];

        public List<string?> Places { get; } = [];

        public string Address { get; private set; } = "";

        public void Answers(params string[] blocks) => answers.Enqueue(() => new HttpResponseMessage
        {
            Content = new StringContent(string.Concat(blocks.Select(static block => $"{block}\n\n"))),
        });

        public void Refuses(HttpStatusCode status, string code) => answers.Enqueue(() => new HttpResponseMessage(status)
        {
            Content = new StringContent(
                $$"""{"title":"t","detail":"d","code":"{{code}}","nextStep":"n"}""", Encoding.UTF8, "application/json"),
        });

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Address = $"{request.RequestUri}";
            bool goesOn = request.Headers.TryGetValues("Last-Event-ID", out IEnumerable<string>? ids);
            Places.Add(goesOn ? ids!.First() : null);
            if (!answers.TryDequeue(out Func<HttpResponseMessage>? next))
                throw new HttpRequestException("refused");
            HttpResponseMessage response = next();
            response.RequestMessage = request;
            return Task.FromResult(response);
        }
    }
}
