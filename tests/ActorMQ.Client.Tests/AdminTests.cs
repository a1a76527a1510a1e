using System.Net;
using System.Text;

namespace ActorMQ.Client.Tests;

public sealed class AdminTests
{
    [Fact]
    public async Task Creating_posts_the_request_and_reads_the_topic()
    {
        var http = new ScriptedHttp(HttpStatusCode.Created, """
            {"name":"orders","id":3,"partitions":8,"kind":"queue","createdAt":"2026-01-02T03:04:05Z"}
            """);
        using ActorMQAdmin admin = New(http);
        TopicDescription topic = await admin.CreateTopicAsync("orders");
        Assert.Equal(("orders", 3, 8, "queue"), (topic.Name, topic.Id, topic.Partitions, topic.Kind));
        Assert.Equal("POST http://node:8558/api/v1/topics", http.Request);
        Assert.Equal(
            """{"name":"orders","partitions":8,"kind":"queue","""
                + """ "purgeAfterMs":0,"retentionMs":604800000,"retentionBytes":0}""".TrimStart(),
            http.Sent);
    }

    [Fact]
    public async Task Describing_reads_partitions_and_groups()
    {
        var http = new ScriptedHttp(HttpStatusCode.OK, """
            {"name":"orders","id":3,"partitions":1,"kind":"queue","createdAt":"2026-01-02T03:04:05Z","partitionsDetail":
            [{"index":0,"firstOffset":5,"nextOffset":9,"durableOffset":8,
              "groups":[{"name":"g","floor":6,"inFlight":1,"lag":3}]}]}
            """);
        using ActorMQAdmin admin = New(http);
        TopicDescription topic = await admin.DescribeTopicAsync("orders");
        PartitionDescription partition = Assert.Single(topic.PartitionsDetail!);
        Assert.Equal((5, 9, 8), (partition.FirstOffset, partition.NextOffset, partition.DurableOffset));
        Assert.Equal(new GroupProgress("g", 6, 1, 3), Assert.Single(partition.Groups!));
    }

    [Fact]
    public async Task A_refusal_keeps_its_code_and_next_step()
    {
        var http = new ScriptedHttp(HttpStatusCode.Conflict, """
            {"type":"t","title":"Exists","status":409,"detail":"Topic orders exists.",
             "code":"AMQ-2004","nextStep":"Use it."}
            """);
        using ActorMQAdmin admin = New(http);
        ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(
            async () => await admin.CreateTopicAsync("orders"));
        Assert.Equal(("AMQ-2004", "Topic orders exists.", "Use it."), (told.Code, told.Summary, told.NextStep));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "<html>")]
    [InlineData(HttpStatusCode.OK, "null")]
    [InlineData(HttpStatusCode.NotFound, "")]
    [InlineData(HttpStatusCode.BadGateway, "<html>")]
    public async Task Something_else_at_that_port_is_told_so(HttpStatusCode status, string text)
    {
        using ActorMQAdmin admin = New(new ScriptedHttp(status, text));
        ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(async () => await admin.ListTopicsAsync());
        Assert.Equal("AMQ-1001", told.Code);
    }

    [Fact]
    public async Task Nobody_at_that_port_is_told_with_the_address()
    {
        using ActorMQAdmin admin = New(new ScriptedHttp(null, ""));
        ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(async () => await admin.ListTopicsAsync());
        Assert.Equal("AMQ-1010", told.Code);
        Assert.Contains("node:8558", told.Message);
        Assert.False(await admin.IsReadyAsync());
    }

    [Fact]
    public async Task A_name_that_an_address_would_take_for_a_step_is_refused_and_nothing_is_asked()
    {
        var http = new ScriptedHttp(HttpStatusCode.NoContent, "");
        using ActorMQAdmin admin = New(http);
        foreach (string step in new[] { ".", ".." })
        {
            await Assert.ThrowsAsync<ActorMQException>(async () => await admin.DeleteGroupAsync("orders", step));
            await Assert.ThrowsAsync<ActorMQException>(async () => await admin.DeleteTopicAsync(step));
        }

        Assert.Null(http.Request);
    }

    [Fact]
    public void An_address_that_cannot_be_read_is_refused() =>
        Assert.Equal("AMQ-2009", Assert.Throws<ActorMQException>(() => new ActorMQAdmin("ftp://x")).Code);

    private static ActorMQAdmin New(ScriptedHttp http) => new(new HttpClient(http), "node:8558");

    /// <summary>Answers every request the same way; a null status: nobody answers.</summary>
    private sealed class ScriptedHttp(HttpStatusCode? status, string text) : HttpMessageHandler
    {
        public string? Request { get; private set; }

        public string? Sent { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Request = $"{request.Method} {request.RequestUri}";
            Sent = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
            if (status is not { } code)
                throw new HttpRequestException("refused");
            return new HttpResponseMessage(code)
            {
                Content = new StringContent(text, Encoding.UTF8, "application/json"),
                RequestMessage = request,
            };
        }
    }
}
