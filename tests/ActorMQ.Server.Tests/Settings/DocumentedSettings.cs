using ActorMQ.Hosting.Settings;

namespace ActorMQ.Server.Tests.Settings;

/// <summary>The table of keys in <c>docs/operations.md</c> is the table of the code.</summary>
public sealed class DocumentedSettings
{
    [Fact]
    public void Every_key_is_documented_with_its_default_and_what_is_allowed()
    {
        string[] expected = [.. NodeSettings.All.Select(Row)];
        IEnumerable<string> documented = File.ReadLines(Document())
            .SkipWhile(line => !line.StartsWith("| key | default |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'));

        Assert.Equal(expected, documented.Select(line => string.Join('|', line.Split('|')[..4]) + "|"));
    }

    private static string Row(NodeSetting setting)
    {
        string shown = setting.Default.Length == 0 ? "empty" : $"`{setting.Default}`";
        return $"| `{setting.Key}` | {shown} | {setting.Allowed} |";
    }

    private static string Document()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "ActorMQ.sln")))
            directory = directory.Parent!;
        return Path.Combine(directory.FullName, "docs", "operations.md");
    }
}
