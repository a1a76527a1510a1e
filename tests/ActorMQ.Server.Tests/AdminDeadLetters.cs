using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ActorMQ.Client;

namespace ActorMQ.Server.Tests;

/// <summary>Dead letters over HTTP: what is answered, what is refused, and clients that go away.</summary>
public sealed class AdminDeadLetters : AdminStage
{
    private const string Group = "/api/v1/topics/orders/groups/billing";
    private const string DeadLetters = Group + "/dead-letters";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Admin.CreateTopicAsync("orders", 1, cancellation: Cancellation);
        await Admin.PutGroupAsync("orders", "billing", new GroupPolicy(), Cancellation);
    }

    [Fact]
    public async Task They_are_listed_exported_redriven_and_purged()
    {
        await GiveUpAsync(5, bytes: 10);
        DeadLetterPage page =
            await Admin.ListDeadLettersAsync("orders", "billing", limit: 2, cancellation: Cancellation);
        Assert.Equal((2, new DeadLetterPosition(0, 2)), (page.DeadLetters.Count, page.Next));
        var exported = new List<DeadLetter>();
        await foreach (DeadLetter letter in Admin.ExportDeadLettersAsync("orders", "billing", null, Cancellation))
            exported.Add(letter);
        Assert.Equal(5, exported.Count);
        Assert.All(exported, static one => Assert.NotNull(one.BodyBase64));

        DeadLetterProgress one = await Admin.RedriveAsync(
            "orders", "billing", DeadLetterSelection.Of([exported[1].Position]), cancellation: Cancellation);
        DeadLetterProgress rest = await Admin.PurgeDeadLettersAsync(
            "orders", "billing", DeadLetterSelection.All, cancellation: Cancellation);
        Assert.Equal((1, 1, true), (one.Selected, one.Done, one.IsDone));
        Assert.Equal((4, 4, true), (rest.Selected, rest.Done, rest.IsDone));
        Assert.Equal(1, (await Admin.DescribeGroupAsync("orders", "billing", Cancellation)).Lag);
    }

    [Fact]
    public async Task Those_of_an_earlier_policy_are_reached_by_their_topic()
    {
        await GiveUpAsync(3, bytes: 10);
        await Admin.PutGroupAsync("orders", "billing", new GroupPolicy { DeadLetter = "failed" }, Cancellation);
        var earlier = new DeadLetterFilter { DeadLetterTopic = "dlq.orders.billing" };
        Assert.Empty((await Admin.ListDeadLettersAsync(
            "orders", "billing", cancellation: Cancellation)).DeadLetters);
        DeadLetterPage page = await Admin.ListDeadLettersAsync(
            "orders", "billing", earlier, cancellation: Cancellation);
        Assert.Equal(3, page.DeadLetters.Count);

        DeadLetterProgress one = await Admin.RedriveAsync(
            "orders", "billing", DeadLetterSelection.Of([page.DeadLetters[1].Position], earlier),
            cancellation: Cancellation);
        DeadLetterProgress rest = await Admin.PurgeDeadLettersAsync(
            "orders", "billing", DeadLetterSelection.Of(earlier), cancellation: Cancellation);
        Assert.Equal((1, 2), (one.Done, rest.Done));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"all":false}""")]
    [InlineData("""{"all":true,"filter":{}}""")]
    [InlineData("""{"all":true,"offsets":[{"partition":0,"offset":1}]}""")]
    [InlineData("""{"offsets":[]}""")]
    [InlineData("""{"offsets":{}}""")]
    [InlineData("""{"offsets":[7]}""")]
    [InlineData("""{"offsets":[{"partition":0}]}""")]
    [InlineData("""{"offsets":[{"partition":0,"offset":-1}]}""")]
    [InlineData("""{"offsets":[{"partition":4294967296,"offset":1}]}""")]
    [InlineData("""{"offsets":[{"partition":0,"offset":1,"x":1}]}""")]
    [InlineData("""{"filter":[]}""")]
    [InlineData("""{"filter":{}}""")]
    [InlineData("""{"filter":{"minAttempts":0}}""")]
    [InlineData("""{"filter":{"cause":"Tired"}}""")]
    [InlineData("""{"filter":{"cause":"Redriven"}}""")]
    [InlineData("""{"filter":{"reason":""}}""")]
    [InlineData("""{"filter":{"reason":7}}""")]
    [InlineData("""{"filter":{"reasons":"x"}}""")]
    [InlineData("""{"filter":{"minAttempts":-1}}""")]
    [InlineData("""{"filter":{"fromUnixMs":1e300}}""")]
    [InlineData("""{"all":true,"rate":0}""")]
    [InlineData("""{"all":true,"rate":100001}""")]
    [InlineData("""{"all":true,"rate":"fast"}""")]
    [InlineData("""{"all":true,"speed":1}""")]
    [InlineData("""[]""")]
    [InlineData("""{"all":tru""")]
    [InlineData("")]
    public async Task A_body_that_is_wrong_is_refused(string body)
    {
        foreach ((HttpMethod method, string path) in Bodied())
        {
            (HttpStatusCode status, JsonElement problem) = await SendAsync(method, path, body);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Equal("AMQ-2009", problem.GetProperty("code").GetString());
            Assert.NotEmpty(problem.GetProperty("nextStep").GetString()!);
        }
    }

    [Fact]
    public async Task What_is_too_much_is_refused()
    {
        string many = string.Join(',', Enumerable.Repeat("""{"partition":0,"offset":1}""", 1_001));
        foreach ((HttpMethod method, string path) in Bodied())
        {
            string offsets = $"{{\"offsets\":[{many}]}}";
            Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(method, path, offsets)).Status);
            string text = $"{{\"filter\":{{\"reason\":\"{new string('r', 1_025)}\"}}}}";
            Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(method, path, text)).Status);
            string huge = $"{{\"filter\":{{\"reason\":\"{new string('r', 70_000)}\"}}}}";
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(method, path, huge)).Status);
        }
    }

    [Theory]
    [InlineData(DeadLetters + "?limit=0", 400)]
    [InlineData(DeadLetters + "?limit=1001", 400)]
    [InlineData(DeadLetters + "?from=0", 400)]
    [InlineData(DeadLetters + "?from=0:x", 400)]
    [InlineData(DeadLetters + "?from=-1:0", 400)]
    [InlineData(DeadLetters + "?from=9999999999:0", 400)]
    [InlineData(DeadLetters + "?minAttempts=many", 400)]
    [InlineData(DeadLetters + "?nonsense=1", 400)]
    [InlineData(DeadLetters + "?cause=Tired", 400)]
    [InlineData(DeadLetters + "?cause=rejected", 200)]
    [InlineData(DeadLetters + "?reason=a&reason=b", 400)]
    [InlineData(DeadLetters + "/export?limit=1", 400)]
    [InlineData(DeadLetters + "/export?toUnixMs=-5", 400)]
    [InlineData(DeadLetters + "?from=2147483647:9223372036854775807", 200)]
    [InlineData(DeadLetters + "?deadLetterTopic=none", 404)]
    [InlineData("/api/v1/topics/orders/groups/none/dead-letters", 404)]
    [InlineData("/api/v1/topics/none/groups/billing/dead-letters/export", 404)]
    public async Task An_address_is_understood_or_refused(string address, int status)
    {
        using HttpResponseMessage response = await Http.GetAsync(address, Cancellation);
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
    }

    [Fact]
    public async Task A_client_that_goes_away_in_the_midst_of_a_redrive_ends_it_and_nothing_is_lost_or_doubled()
    {
        await GiveUpAsync(40, bytes: 10);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var reports = new Reports(progress =>
        {
            if (progress.Done >= 3)
                ended.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Admin.RedriveAsync(
            "orders", "billing", DeadLetterSelection.All, rate: 10, reports, ended.Token));

        DeadLetterProgress rest = await Admin.RedriveAsync(
            "orders", "billing", DeadLetterSelection.All, cancellation: Cancellation);
        Assert.InRange(rest.Done, 1, 37);
        await UntilAsync(async () => (await LagAsync()) == 40);
        Assert.Equal(80, (await Admin.DescribeTopicAsync("orders", Cancellation)).PartitionsDetail![0].NextOffset);
    }

    [Fact]
    public async Task A_client_that_goes_away_in_the_midst_of_an_export_is_let_go()
    {
        await GiveUpAsync(40, bytes: 100_000);
        for (int client = 0; client < 10; client++)
        {
            await foreach (DeadLetter letter in Admin.ExportDeadLettersAsync("orders", "billing", null, Cancellation))
            {
                Assert.Equal(0, letter.Partition);
                break;
            }
        }

        Assert.Equal(40, (await Admin.ListDeadLettersAsync(
            "orders", "billing", cancellation: Cancellation)).DeadLetters.Count);
    }

    private static IEnumerable<(HttpMethod Method, string Path)> Bodied() =>
        [(HttpMethod.Post, DeadLetters + "/redrive"), (HttpMethod.Delete, DeadLetters)];

    private async Task GiveUpAsync(int count, int bytes)
    {
        await using ActorMQClient client = await ActorMQClient.ConnectAsync(Node.Endpoint, cancellation: Cancellation);
        await using Producer producer = client.Producer("orders");
        await using Consumer consumer = client.Subscribe("orders", "billing");
        for (int number = 0; number < count; number++)
            await producer.SendAsync(new byte[bytes], Cancellation);
        for (int number = 0; number < count; number++)
        {
            Delivery? delivery = await consumer.NextAsync(Patience, Cancellation);
            await delivery!.Value.RejectAsync($"number {number}");
        }

        await consumer.FlushAsync(Cancellation);
        await UntilAsync(async () => (await LagAsync()) == 0);
    }

    private async Task<long> LagAsync() => (await Admin.DescribeGroupAsync("orders", "billing", Cancellation)).Lag;

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
            await Task.Delay(10, Cancellation);
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(
        HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        using HttpResponseMessage response = await Http.SendAsync(request, Cancellation);
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        return (response.StatusCode, document.RootElement.Clone());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private sealed class Reports(Action<DeadLetterProgress> act) : IProgress<DeadLetterProgress>
    {
        public void Report(DeadLetterProgress value) => act(value);
    }
}
