using System.Text.RegularExpressions;

namespace ActorMQ.Repo.Tests.Rules;

/// <summary>What a text of the project never says, and the links that its documents must keep.</summary>
internal static partial class TextRules
{
    // Each is cut in two, so that this file does not say it either.
    private static readonly string[] ForeignWords =
    [
        "/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", @"C:\Us" + "ers", ".lib" + "rary", "shared" + "/design",
        "shared" + "/reference", "mechanisms" + ".md", "aesthetics" + ".md", "Anth" + "ropic", "Cla" + "ude",
        "this se" + "ssion", "language mo" + "del",
    ];

    /// <summary>Paths of a machine and words of whoever wrote the text.</summary>
    public static IEnumerable<string> Foreign(string path, string text) =>
        from word in ForeignWords
        where text.Contains(word, StringComparison.OrdinalIgnoreCase)
        select $"{path} says \"{word}\", which means nothing to a reader of this repository";

    /// <summary>Reminders and banners in code.</summary>
    public static IEnumerable<string> Reminders(string path, string text) =>
        from match in Reminder().Matches(text).AsEnumerable()
        select $"{path} holds \"{match.Value.Trim()}\"";

    /// <summary>Relative links whose file or heading does not exist.</summary>
    /// <param name="path">The document, as a path from the root.</param>
    /// <param name="text">Its text.</param>
    /// <param name="read">Reads a path from the root; null when nothing is there, empty for a folder.</param>
    public static IEnumerable<string> DeadLinks(string path, string text, Func<string, string?> read)
    {
        foreach (Match link in Link().Matches(WithoutCode(text)))
        {
            string target = link.Groups["target"].Value;
            if (!Scheme().IsMatch(target) && !Resolves(path, text, target, read))
                yield return $"{path} links to {target}, which does not exist";
        }
    }

    private static bool Resolves(string path, string text, string target, Func<string, string?> read)
    {
        string[] parts = target.Split('#', 2);
        string? linked = parts[0].Length == 0 ? text : read(Join(path, parts[0]));
        return linked is not null && (parts.Length == 1 || Anchors(linked).Contains(parts[1]));
    }

    private static string Join(string path, string target)
    {
        var steps = new List<string>(path.Split('/')[..^1]);
        foreach (string step in target.TrimEnd('/').Split('/'))
        {
            if (step == ".." && steps.Count > 0)
                steps.RemoveAt(steps.Count - 1);
            else if (step != ".")
                steps.Add(step);
        }

        return string.Join('/', steps);
    }

    private static HashSet<string> Anchors(string markdown) => Heading().Matches(WithoutCode(markdown))
        .Select(match => Punctuation().Replace(match.Groups["title"].Value.Trim().ToLowerInvariant(), ""))
        .Select(title => title.Replace(' ', '-'))
        .ToHashSet(StringComparer.Ordinal);

    private static string WithoutCode(string markdown) => Fence().Replace(markdown, "");

    [GeneratedRegex(@"#\s*region|/[/].*\b(TODO|FIXME|HACK|XXX)\b|^\s*/[/]\s*[-=*#]{6,}", RegexOptions.Multiline)]
    private static partial Regex Reminder();

    [GeneratedRegex(@"\[[^\]]*\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^[a-z]+:", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex("^#+ (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
