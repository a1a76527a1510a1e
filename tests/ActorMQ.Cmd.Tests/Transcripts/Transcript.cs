using System.Text;
using System.Text.RegularExpressions;

namespace ActorMQ.Cmd.Tests.Transcripts;

/// <summary>Runs command lines one after the other and notes what a person would see.</summary>
/// <remarks>
/// Compared with a file beside this one. To write the files anew: <c>ACTORMQ_TRANSCRIPTS=write</c>; then read the
/// difference. Times and ports, which no two runs share, are written as words.
/// </remarks>
internal sealed partial class Transcript
{
    private readonly StringBuilder text = new();
    private readonly string[] address;

    public Transcript(NodeSetup? node = null) =>
        address = node is null ? [] : ["--server", node.Endpoint, "--http", node.HttpAddress];

    /// <summary>Whether the commands believe to be on a screen.</summary>
    public bool IsScreen { get; init; }

    /// <summary>Columns of the screen.</summary>
    public int Width { get; init; } = 120;

    /// <summary>Runs a command; words of <paramref name="line"/> are parted by single blanks.</summary>
    public async Task RunAsync(string line, string input = "", bool isPerson = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(output, error, new StringReader(input), IsScreen, isPerson, Width)
        {
            // Everything is younger than that.
            Now = static () => DateTimeOffset.UnixEpoch,
        };
        string[] arguments = [.. line.Split(' '), .. address];
        int exitCode = await CommandLine.RunAsync(arguments, terminal, TestContext.Current.CancellationToken);

        text.Append($"$ pbm {line}\n{output}");
        foreach (string remark in error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
            text.Append($"! {remark}\n");
        text.Append($"= {exitCode}\n\n");
    }

    /// <summary>Compares with the file of this name.</summary>
    public void AssertIs(string name)
    {
        string file = Path.Combine(Directory(), $"{name}.txt");
        string actual = Ports().Replace(Times().Replace(text.ToString(), "TIME"), "127.0.0.1:PORT");
        if (Environment.GetEnvironmentVariable("ACTORMQ_TRANSCRIPTS") == "write")
            File.WriteAllText(file, actual);
        Assert.Equal(File.ReadAllText(file), actual);
    }

    private static string Directory()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "ActorMQ.sln")))
            directory = directory.Parent!;
        return Path.Combine(directory.FullName, "tests", "ActorMQ.Cmd.Tests", "Transcripts");
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")]
    private static partial Regex Times();

    [GeneratedRegex(@"127\.0\.0\.1:\d{4,5}")]
    private static partial Regex Ports();
}
