using System.CommandLine;
using ActorMQ.Server.Tests;

namespace ActorMQ.Cmd.Tests.Transcripts;

/// <summary>Whatever command it is: misuse is 2, what is not there is 3, and nobody to talk to is 4.</summary>
public sealed class EveryCommand
{
    private static readonly string[] NeedsNoTopic = ["topic ls", "topic create", "bench"];

    // They need a file first; tests of their own tell what they do.
    private static readonly string[] ReadsFirst = ["verify consume"];

    [Fact]
    public async Task Refuses_what_it_does_not_know_and_says_where_to_look()
    {
        foreach ((string path, Command command) in Leaves())
        {
            foreach (string more in new[] { "--nonsense", "-o xml", "one two three four five" })
            {
                PbmRun run = await RunAsync($"{Filled(path, command)} {more}");
                Assert.True(run.ExitCode == ExitCode.Usage, $"{path} {more}: {run.ExitCode} {run.Error}");
                Assert.Contains("pbm --help", run.Error);
                Assert.Empty(run.Out);
            }
        }
    }

    [Fact]
    public async Task Refuses_to_run_without_what_it_needs()
    {
        int needy = 0;
        foreach ((string path, Command command) in Leaves())
        {
            if (Filled(path, command) == path)
                continue;
            needy++;
            PbmRun run = await RunAsync(path);
            Assert.True(run.ExitCode == ExitCode.Usage, $"{path}: {run.ExitCode} {run.Error}");
            Assert.Empty(run.Out);
        }

        Assert.True(needy >= 12, $"{needy} commands need something");
    }

    [Fact]
    public async Task Tells_that_nobody_is_there()
    {
        string nobody = $"127.0.0.1:{FreePort.Find()}";
        foreach ((string path, Command command) in Leaves())
        {
            if (ReadsFirst.Contains(path))
                continue;
            PbmRun run = await RunAsync($"{Filled(path, command)} --server {nobody} --http {nobody}");
            Assert.True(run.ExitCode == ExitCode.Unreachable, $"{path}: {run.ExitCode} {run.Error}");
            Assert.Contains(nobody, run.Error);
        }
    }

    [Fact]
    public async Task Tells_that_the_topic_is_not_there()
    {
        await using TestNode node = await TestNode.StartAsync("actormq.journal.plugin=memory");
        foreach ((string path, Command command) in Leaves())
        {
            if (ReadsFirst.Contains(path) || NeedsNoTopic.Contains(path))
                continue;
            PbmRun run = await RunAsync(
                $"{Filled(path, command)} --server {node.Setup.Endpoint} --http {node.Setup.HttpAddress}");
            Assert.True(run.ExitCode == ExitCode.NotFound, $"{path}: {run.ExitCode} {run.Error}");
            Assert.Contains("AMQ-2001", run.Error);
        }
    }

    [Fact]
    public async Task Takes_strange_values_of_its_options_or_names_what_is_wrong()
    {
        string nobody = $"127.0.0.1:{FreePort.Find()}";
        string[] strange = ["x", "-1", "99999999999999999999", "1e999", "NaN", "\u001b[31m", "ü/\u0000", "0:0:0", ""];
        (string Line, Task<PbmRun> Run)[] tried =
        [
            .. from leaf in Leaves()
               from option in leaf.Command.Options.Where(static one => one.Name is not ("--help" or "--log"))
               from value in strange
               let given = $"{option.Name}={value}"
               select ($"{leaf.Path} {given}", RunAsync(
                   [.. Filled(leaf.Path, leaf.Command).Split(' '), given, "--server", nobody, "--http", nobody])),
        ];

        Assert.True(tried.Length > 500, $"{tried.Length} values");
        foreach ((string line, Task<PbmRun> running) in tried)
        {
            PbmRun run = await running;
            Assert.True(run.ExitCode is >= 1 and <= 4, $"{line}: {run.ExitCode} {run.Error}");
            Assert.DoesNotContain('\u001b', run.Error);
        }
    }

    private static Task<PbmRun> RunAsync(string line) => RunAsync(line.Split(' '));

    private static Task<PbmRun> RunAsync(string[] arguments) =>
        PbmRun.OfAsync(TestContext.Current.CancellationToken, arguments);

    private static IEnumerable<(string Path, Command Command)> Leaves()
    {
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, TextReader.Null, false, false, 120);
        return Leaves("", CommandLine.Tree(terminal, new GlobalOptions()));
    }

    private static IEnumerable<(string Path, Command Command)> Leaves(string path, Command command) =>
        command.Subcommands.Count == 0
            ? [(path, command)]
            : command.Subcommands.SelectMany(one => Leaves($"{path} {one.Name}".TrimStart(), one));

    /// <summary>The command with all that it needs, of things that are not there.</summary>
    private static string Filled(string path, Command command)
    {
        IEnumerable<string> arguments = command.Arguments
            .Where(static one => one.Arity.MinimumNumberOfValues > 0 || one.Name == "BODY")
            .Select(static one => one.Name switch
            {
                "TOPIC" => "nothing",
                "GROUP" => "nobody",
                "BODY" => "hello",
                "PARTITION:OFFSET" => "0:0",
                _ => throw new InvalidOperationException($"What may stand for {one.Name}?"),
            });
        IEnumerable<string> options = command.Options
            .Where(static one => one.Required || one.Name is "--yes" or "--all")
            .Select(static one => one.Name switch
            {
                "--yes" or "--all" => one.Name,
                "--log" => $"--log {Path.Combine(AppContext.BaseDirectory, "every-command.log")}",
                _ => throw new InvalidOperationException($"What may stand for {one.Name}?"),
            });
        return string.Join(' ', [path, .. arguments, .. options]);
    }
}
