using ActorMQ.Client;
using ActorMQ.Server.Tests;

namespace ActorMQ.Cmd.Tests.Verify;

/// <summary><c>pbm verify</c> against a node process.</summary>
public sealed class Verifications
{
    private static readonly string[] Small = ["--count", "2000", "--keys", "50", "--seed", "7"];

    [Fact]
    public async Task All_that_was_written_down_arrives()
    {
        await using TestNode node = await StartAsync();
        using var log = new LogFile();

        PbmRun produced = await VerifyAsync(node, ["produce", "orders", "--log", log.Path, .. Small]);
        PbmRun consumed = await VerifyAsync(node, ["consume", "--log", log.Path, "--idle", "20"]);

        Assert.Equal(ExitCode.Ok, produced.ExitCode);
        Assert.Equal(ExitCode.Ok, consumed.ExitCode);
        Assert.Matches(@"(?m)^ +all +2000 +2000 +0 +0 +0 +0 +\d+$", consumed.Out);
    }

    [Fact]
    public async Task What_was_acknowledged_and_does_not_come_is_lost_and_fails()
    {
        await using TestNode node = await StartAsync();
        using var log = new LogFile();
        await VerifyAsync(node, ["produce", "orders", "--log", log.Path, "--count", "10", "--seed", "7"]);
        string[] lines = await File.ReadAllLinesAsync(log.Path, Cancellation);
        lines[0] = lines[0].Replace("count 10", "count 11", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(log.Path, [.. lines, "10 0 99"], Cancellation);

        PbmRun consumed = await VerifyAsync(node, ["consume", "--log", log.Path, "--idle", "1"]);

        Assert.Equal(ExitCode.Failed, consumed.ExitCode);
        Assert.Matches(@"(?m)^ +all +11 +10 +1 ", consumed.Out);
    }

    [Fact]
    public async Task A_run_goes_on_through_a_crash_of_the_node()
    {
        await using TestNode node = await StartAsync();

        Task<PbmRun> running = VerifyAsync(
            node, ["run", "orders", "--count", "3000", "--rate", "2000", "--seed", "7", "--idle", "20"]);
        await UntilHasMessagesAsync(node);
        await node.CrashAndRestartAsync();
        PbmRun run = await running;

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Matches(@"(?m)^ +all +3000 +3000 +0 +0 +\d+ +0 +\d+$", run.Out);
    }

    [Fact]
    public async Task A_file_that_is_no_log_is_named()
    {
        using var log = new LogFile();
        await File.WriteAllTextAsync(log.Path, "hello", Cancellation);

        PbmRun run = await PbmRun.OfAsync(Cancellation, "verify", "consume", "--log", log.Path);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("not a log of pbm verify produce", run.Error, StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<TestNode> StartAsync()
    {
        TestNode node = await TestNode.StartAsync();
        using var admin = new ActorMQAdmin(node.Setup.HttpAddress);
        await admin.CreateTopicAsync("orders", 4, cancellation: Cancellation);
        return node;
    }

    private static Task<PbmRun> VerifyAsync(TestNode node, string[] arguments) =>
        PbmRun.OfAsync(Cancellation, ["--server", node.Setup.Endpoint, "verify", .. arguments]);

    private static async Task UntilHasMessagesAsync(TestNode node)
    {
        using var admin = new ActorMQAdmin(node.Setup.HttpAddress);
        long durable = 0;
        while (durable < 500)
        {
            TopicDescription topic = await admin.DescribeTopicAsync("orders", Cancellation);
            durable = topic.PartitionsDetail!.Sum(static partition => partition.DurableOffset);
        }
    }

    private sealed class LogFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
