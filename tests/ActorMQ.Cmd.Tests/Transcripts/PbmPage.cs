using System.Text.RegularExpressions;
using ActorMQ.Server.Tests;

namespace ActorMQ.Cmd.Tests.Transcripts;

/// <summary>docs/pbm.md shows commands that exist, and what they really answer.</summary>
public sealed partial class PbmPage
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "pbm.md"));

    [Fact]
    public async Task What_it_shows_of_a_session_is_what_comes()
    {
        string[] sessions = [.. Blocks("console")];
        Assert.NotEmpty(sessions);
        foreach (string session in sessions)
        {
            await using TestNode node = await TestNode.StartAsync("actormq.journal.plugin=memory");
            var played = new List<string>();
            foreach (string line in session.Split('\n').Where(static line => line.StartsWith("$ pbm ", default)))
                played.Add($"{line}\n{await PlayAsync(node, line["$ pbm ".Length..])}");
            Assert.Equal(Timeless(session), Timeless(string.Concat(played)));
        }
    }

    [Fact]
    public async Task Every_command_that_it_names_is_understood()
    {
        string nobody = $"127.0.0.1:{FreePort.Find()}";
        string[] commands =
        [
            .. Blocks("").SelectMany(static block => block.Split('\n'))
                .Select(static line => Command().Match(line))
                .Where(static match => match.Success && !match.Value.Contains('['))
                .Select(static match => match.Groups[1].Value.Trim()),
        ];
        Assert.True(commands.Length >= 25, $"{commands.Length} commands");
        foreach (string command in commands)
        {
            string[] arguments = [.. command.Split(' '), "--server", nobody, "--http", nobody];
            PbmRun run = await PbmRun.OfAsync(TestContext.Current.CancellationToken, arguments);
            Assert.DoesNotContain("pbm --help", run.Error);
        }
    }

    private static async Task<string> PlayAsync(TestNode node, string line)
    {
        string[] arguments = [.. line.Split(' '), "--server", node.Setup.Endpoint, "--http", node.Setup.HttpAddress];
        PbmRun run = await PbmRun.OfAsync(TestContext.Current.CancellationToken, arguments);
        return run.Out + run.Error + (run.ExitCode == 0 ? "" : $"# exit code {run.ExitCode}\n");
    }

    // Every other part is inside of fences; the first line names its language.
    private static IEnumerable<string> Blocks(string language) =>
        Page.Split("```").Where(static (_, part) => part % 2 == 1)
            .Where(part => part.StartsWith($"{language}\n", StringComparison.Ordinal))
            .Select(part => part[(language.Length + 1)..]);

    private static string Timeless(string text) => Times().Replace(text, "TIME");

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "ActorMQ.sln")))
            directory = directory.Parent!;
        return directory.FullName;
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ")]
    private static partial Regex Times();

    // What may stand before and behind: where the input comes from, and a remark.
    [GeneratedRegex(@"^(?:.*\| )?pbm ([^#]+)")]
    private static partial Regex Command();
}
