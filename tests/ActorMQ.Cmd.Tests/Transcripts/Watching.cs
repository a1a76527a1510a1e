using System.Text.Json;
using ActorMQ.Server.Tests;

namespace ActorMQ.Cmd.Tests.Transcripts;

/// <summary>Commands that look again and again, until Ctrl+C.</summary>
public sealed class Watching
{
    [Fact]
    public async Task Elsewhere_than_on_a_screen_each_look_is_a_line_of_JSON()
    {
        await using TestNode node = await StartAsync();

        string seen = await WatchAsync(node, isScreen: false, "topic", "ls", "--watch", "0.1");

        string[] lines = [.. seen.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(3)];
        Assert.Equal(3, lines.Length);
        foreach (string line in lines)
            Assert.Equal("orders", JsonDocument.Parse(line).RootElement[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("topic", "ls")]
    [InlineData("topic", "show", "orders")]
    [InlineData("group", "ls", "orders")]
    [InlineData("group", "show", "orders", "billing")]
    [InlineData("group", "lag", "orders", "billing")]
    public async Task On_a_screen_the_same_table_stays_in_its_place(params string[] command)
    {
        await using TestNode node = await StartAsync();

        string seen = await WatchAsync(node, isScreen: true, [.. command, "--watch", "0.1"]);

        Assert.StartsWith("\x1b[H\x1b[J", seen, StringComparison.Ordinal);
        Assert.True(seen.Split("\x1b[H").Length > 2, seen);
    }

    [Fact]
    public async Task A_question_that_is_wrong_is_told_once()
    {
        await using TestNode node = await StartAsync();

        PbmRun run = await PbmRun.OfAsync(
            TestContext.Current.CancellationToken, "topic", "show", "nothing", "--watch", "--http",
            node.Setup.HttpAddress);

        Assert.Equal(ExitCode.NotFound, run.ExitCode);
    }

    private static async Task<TestNode> StartAsync()
    {
        TestNode node = await TestNode.StartAsync("actormq.journal.plugin=memory");
        await RunAsync(node, "topic", "create", "orders");
        await RunAsync(node, "group", "create", "orders", "billing");
        return node;
    }

    private static async Task RunAsync(TestNode node, params string[] arguments)
    {
        PbmRun run = await PbmRun.OfAsync(
            TestContext.Current.CancellationToken, [.. arguments, "--http", node.Setup.HttpAddress]);
        Assert.Equal(ExitCode.Ok, run.ExitCode);
    }

    private static async Task<string> WatchAsync(TestNode node, bool isScreen, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var seen = new StoppingWriter(output, isScreen ? "\x1b[H" : "\n", stop) { NewLine = "\n" };
        var terminal = new Terminal(seen, TextWriter.Null, TextReader.Null, isScreen, IsPerson: false, Width: 120);
        int exitCode = await CommandLine.RunAsync(
            [.. arguments, "--http", node.Setup.HttpAddress], terminal, stop.Token);
        Assert.Equal(ExitCode.Ok, exitCode);
        return output.ToString();
    }

    /// <summary>Presses Ctrl+C when a mark has come for the third time.</summary>
    private sealed class StoppingWriter(StringWriter to, string mark, CancellationTokenSource stop) : StringWriter
    {
        public override void Write(char value) => to.Write(value);

        public override void Write(string? value)
        {
            to.Write(value);
            StopAfterThree();
        }

        public override void WriteLine(string? value)
        {
            to.Write(value + "\n");
            StopAfterThree();
        }

        private void StopAfterThree()
        {
            if (to.ToString().Split(mark).Length > 3)
                stop.Cancel();
        }
    }
}
