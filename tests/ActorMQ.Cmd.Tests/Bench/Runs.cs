using System.Text.Json;
using ActorMQ.Client;
using ActorMQ.Server.Tests;

namespace ActorMQ.Cmd.Tests.Bench;

/// <summary><c>pbm bench</c> against a node process.</summary>
public sealed class Runs
{
    [Theory]
    [InlineData("0", "1")]
    [InlineData("200", "2")]
    public async Task Receive_all_that_was_sent_and_leave_no_topic(string rate, string clients)
    {
        await using TestNode node = await TestNode.StartAsync();

        PbmRun run = await BenchAsync(node, "--rate", rate, "--clients", clients);

        using JsonDocument figures = JsonDocument.Parse(run.Out);
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.True(Figure(figures, "sent") > 0, run.Out);
        Assert.Equal(Figure(figures, "sent"), Figure(figures, "received"));
        Assert.Equal(0, Figure(figures, "lost"));
        Assert.InRange(Figure(figures, "sendP50Us"), 1, Figure(figures, "sendP999Us"));
        Assert.Empty(await TopicsAsync(node));
    }

    [Fact]
    public async Task Send_as_many_as_the_rate_says()
    {
        await using TestNode node = await TestNode.StartAsync();

        PbmRun run = await BenchAsync(node, "--rate", "200");

        using JsonDocument figures = JsonDocument.Parse(run.Out);
        Assert.Equal(100, Figure(figures, "sent"));
    }

    [Fact]
    public async Task On_an_existing_topic_do_not_count_the_messages_of_others()
    {
        await using TestNode node = await TestNode.StartAsync();
        using var admin = new ActorMQAdmin(node.Setup.HttpAddress);
        await admin.CreateTopicAsync("orders", 2, cancellation: Cancellation);
        await using (ActorMQClient client = await ActorMQClient.ConnectAsync(
            node.Setup.Endpoint, options: null, Cancellation))
            await client.Producer("orders").SendBatchAsync(["short", "long enough to have a stamp"], Cancellation);

        PbmRun run = await BenchAsync(node, "--rate", "20", "--topic", "orders");

        using JsonDocument figures = JsonDocument.Parse(run.Out);
        Assert.Equal(10, Figure(figures, "received"));
        Assert.Contains("2 messages of others", run.Error, StringComparison.Ordinal);
        Assert.Equal(["orders"], await TopicsAsync(node));
    }

    [Fact]
    public async Task Without_a_node_are_unreachable()
    {
        string port = $"{FreePort.Find()}";

        PbmRun run = await PbmRun.OfAsync(Cancellation, "bench", "--http", $"http://127.0.0.1:{port}");

        Assert.Equal(ExitCode.Unreachable, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains(port, run.Error, StringComparison.Ordinal);
    }

    private static Task<PbmRun> BenchAsync(TestNode node, params string[] arguments) => PbmRun.OfAsync(
        Cancellation,
        [
            "bench", "--server", node.Setup.Endpoint, "--http", node.Setup.HttpAddress, "--output", "json",
            "--seconds", "0.5", "--window", "256", .. arguments,
        ]);

    private static async Task<IEnumerable<string>> TopicsAsync(TestNode node)
    {
        using var admin = new ActorMQAdmin(node.Setup.HttpAddress);
        return (await admin.ListTopicsAsync(Cancellation)).Select(static topic => topic.Name);
    }

    private static long Figure(JsonDocument figures, string name) => figures.RootElement.GetProperty(name).GetInt64();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
