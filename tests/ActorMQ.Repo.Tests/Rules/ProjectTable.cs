using System.Text.RegularExpressions;

namespace ActorMQ.Repo.Tests.Rules;

/// <summary>The table of projects in <c>ARCHITECTURE.md</c>: who exists, on which level, who may see whom.</summary>
internal sealed partial class ProjectTable
{
    private const string Prefix = "ActorMQ.";

    private readonly Dictionary<string, int> levels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> allowed = new(StringComparer.Ordinal);

    private ProjectTable()
    {
    }

    /// <summary>The projects' names, each with its level.</summary>
    public IReadOnlyDictionary<string, int> Levels => levels;

    /// <summary>Reads every row whose first cell is a level and whose second names projects.</summary>
    public static ProjectTable Parse(string markdown)
    {
        var table = new ProjectTable();
        foreach (Match row in Row().Matches(markdown))
        {
            foreach (Match name in ProjectName().Matches(row.Groups["names"].Value))
            {
                table.levels[name.Groups["name"].Value] = int.Parse(row.Groups["level"].ValueSpan);
                table.allowed[name.Groups["name"].Value] = row.Groups["refs"].Value.Trim();
            }
        }

        return table;
    }

    /// <summary>Whether <paramref name="project"/> may reference <paramref name="other"/>.</summary>
    public bool Allows(string project, string other)
    {
        if (!levels.TryGetValue(project, out int own) || !levels.TryGetValue(other, out int below) || below >= own)
            return false;
        string text = allowed[project];
        if (Everything().Match(text) is { Success: true } match)
            return !NamesIn(match.Groups["but"].Value).Contains(other);
        return NamesIn(text).Contains(other);
    }

    private static IEnumerable<string> NamesIn(string text) => text
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(name => name.StartsWith(Prefix, StringComparison.Ordinal) ? name : Prefix + name);

    [GeneratedRegex(@"^\|\s*(?<level>\d+)\s*\|(?<names>[^|]*)\|[^|]*\|(?<refs>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>ActorMQ[^`]*)`")]
    private static partial Regex ProjectName();

    [GeneratedRegex("^all (below|above)( but (?<but>.*))?$")]
    private static partial Regex Everything();
}
