using System.Net;
using System.Text;
using ActorMQ.Client;
using ActorMQ.Hosting;
using ActorMQ.Records;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorMQ.Server.Tests;

/// <summary>Messages over the admin HTTP API without a group: pages of what is stored, and what comes.</summary>
public sealed class AdminTail : AdminStage
{
    private ActorMQClient client = null!;
    private Producer producer = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        client = await ActorMQClient.ConnectAsync(Node.Endpoint, cancellation: Cancellation);
        await Admin.CreateTopicAsync("orders", 2, cancellation: Cancellation);
        producer = client.Producer("orders");
    }

    public override async ValueTask DisposeAsync()
    {
        await producer.DisposeAsync();
        await client.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Pages_lead_through_all_partitions()
    {
        await SendAsync(250);
        var seen = new List<PeekedMessage>();
        await foreach (PeekedMessage one in Admin.PeekAsync("orders", new PeekOptions { Limit = 1_000 }, Cancellation))
            seen.Add(one);

        Assert.Equal(250, seen.Select(static one => one.Body).Distinct().Count());
        Assert.Equal(seen.OrderBy(static one => (one.Partition, one.Offset)), seen);
        Assert.Equal(250, (await Admin.DescribeTopicAsync("orders", Cancellation)).Messages);
    }

    [Theory]
    [InlineData("last=3", 6)]
    [InlineData("last=3&partition=1", 3)]
    [InlineData("from=0&limit=100", 40)]
    [InlineData("from=1970-01-01T00:00:00Z&limit=100", 40)]
    [InlineData("from=2999-01-01T00:00:00%2B01:00", 0)]
    [InlineData("from=2999-01-01T00:00:00.123Z", 0)]
    [InlineData("offset=9999", 0)]
    [InlineData("cursor=1:0&limit=100&partition=1", 20)]
    public async Task A_page_begins_where_it_was_asked_for(string query, int count)
    {
        for (int i = 0; i < 40; i++)
            await producer.SendAsync(new Message($"{i}", key: KeyFor(i % 2)), Cancellation);
        string answer = await Http.GetStringAsync($"/api/v1/topics/orders/messages?{query}", Cancellation);

        Assert.Equal(count, answer.Split("\"offset\"").Length - 1);
    }

    [Theory]
    [InlineData("messages?last=1&from=0", "offset")]
    [InlineData("messages?from=yesterday", "from")]
    [InlineData("messages?from=-1", "from")]
    [InlineData("messages?cursor=1", "cursor")]
    [InlineData("messages?cursor=1:2&partition=0", "cursor")]
    [InlineData("messages?cursor=-1:2", "cursor")]
    [InlineData("messages?ofset=1", "ofset")]
    [InlineData("messages?limit=1&limit=2", "limit")]
    [InlineData("tail?last=0", "last")]
    [InlineData("tail?limit=1", "limit")]
    [InlineData("tail?partition=-1", "partition")]
    public async Task What_is_wrong_in_an_address_is_named(string path, string field)
    {
        using HttpResponseMessage response = await Http.GetAsync($"/api/v1/topics/orders/{path}", Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"field\":\"{field}\"", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1.2.3")]
    [InlineData("1.-2")]
    [InlineData("99999999999999999999.1")]
    public async Task A_place_that_is_none_is_refused(string place)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/topics/orders/tail");
        request.Headers.Add("Last-Event-ID", place);
        using HttpResponseMessage response = await Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Last-Event-ID", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task What_is_stored_comes_to_a_tail_and_to_its_group_alike()
    {
        await SendAsync(3);
        await using Consumer consumer = client.Subscribe("orders", "billing");
        var options = new TailOptions { Start = MessageStart.Oldest };
        await using IAsyncEnumerator<TailEntry> tail =
            Admin.TailAsync("orders", options, Cancellation).GetAsyncEnumerator(Cancellation);
        var seen = new HashSet<string>();
        for (int i = 0; i < 3; i++)
            seen.Add(await NextAsync(tail));
        await producer.SendAsync("later", Cancellation);

        Assert.Equal(["0", "1", "2"], seen.Order());
        Assert.Equal("later", await NextAsync(tail));
        for (int i = 0; i < 4; i++)
            Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(10), Cancellation));
        Assert.Equal("billing", Assert.Single(await Admin.ListGroupsAsync("orders", Cancellation)).Name);
    }

    [Fact]
    public async Task A_tail_goes_on_behind_a_restart_of_the_node_with_each_message_once()
    {
        NodeSetup setup = NodeSetup.Fresh("tail");
        NodeOptions kept = Options with
        {
            Journal = JournalPlugin.Sqlite,
            DataDirectory = setup.DataDirectory,
            RemotePort = FreePort.Find(),
            HttpPort = FreePort.Find(),
        };
        ActorMQNode first = await ActorMQNode.StartAsync(kept, NullLoggerFactory.Instance, Cancellation);
        using var other = new ActorMQAdmin(first.HttpAddress);
        await other.CreateTopicAsync("letters", 1, TopicKind.Log, cancellation: Cancellation);
        await SendAsync(first, "a", "b");
        var options = new TailOptions
        {
            Start = MessageStart.Oldest,
            ReconnectPause = TimeSpan.FromMilliseconds(20),
        };
        await using IAsyncEnumerator<TailEntry> tail =
            other.TailAsync("letters", options, Cancellation).GetAsyncEnumerator(Cancellation);
        string[] before = [await NextAsync(tail), await NextAsync(tail)];
        ValueTask<bool> next = tail.MoveNextAsync();
        await first.DisposeAsync();
        await using (ActorMQNode second = await ActorMQNode.StartAsync(kept, NullLoggerFactory.Instance, Cancellation))
        {
            await SendAsync(second, "c");
            Assert.True(await next);
            Assert.Equal(["a", "b", "c"], [.. before, tail.Current.Message!.Body!]);
        }

        Directory.Delete(setup.DataDirectory, recursive: true);
    }

    [Fact]
    public async Task A_tail_ends_with_its_topic_and_a_topic_that_is_not_there_is_told()
    {
        var options = new TailOptions { Start = MessageStart.Oldest };
        await using IAsyncEnumerator<TailEntry> tail =
            Admin.TailAsync("orders", options, Cancellation).GetAsyncEnumerator(Cancellation);
        await SendAsync(1);
        Assert.True(await tail.MoveNextAsync());
        ValueTask<bool> next = tail.MoveNextAsync();
        await Admin.DeleteTopicAsync("orders", Cancellation);

        Assert.False(await next);
        await using IAsyncEnumerator<TailEntry> late =
            Admin.TailAsync("orders", cancellation: Cancellation).GetAsyncEnumerator(Cancellation);
        ActorMQException told =
            await Assert.ThrowsAsync<ActorMQException>(async () => await late.MoveNextAsync());
        Assert.Equal("AMQ-2001", told.Code);
    }

    private async Task SendAsync(int count)
    {
        for (int i = 0; i < count; i++)
            await producer.EnqueueAsync(new Message($"{i}"));
        await producer.FlushAsync(Cancellation);
    }

    private static async Task SendAsync(ActorMQNode to, params string[] bodies)
    {
        await using ActorMQClient own = await ActorMQClient.ConnectAsync(to.Endpoint, cancellation: Cancellation);
        await using Producer letters = own.Producer("letters");
        foreach (string body in bodies)
            await letters.SendAsync(body, Cancellation);
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<TailEntry> tail)
    {
        Assert.True(await tail.MoveNextAsync());
        return tail.Current.Message!.Body!;
    }

    // A key of the partition, of two.
    private static string KeyFor(int partition) => Enumerable.Range(0, 100).Select(static i => $"k{i}")
        .First(key => Murmur2.Partition(Encoding.UTF8.GetBytes(key), 2) == partition);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
