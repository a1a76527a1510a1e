using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class Links
{
    [Fact]
    public void Every_link_of_a_document_leads_somewhere() => House.Holds(
        from path in Repository.TextFiles
        where path.EndsWith(".md", StringComparison.Ordinal)
        from violation in TextRules.DeadLinks(path, Repository.Read(path), ReadOrNull)
        select violation);

    [Theory]
    [InlineData("[a](other.md)", 0)]
    [InlineData("[a](other.md#one-two)", 0)]
    [InlineData("[a](../README.md)", 0)]
    [InlineData("# Here it is\n[a](#here-it-is)", 0)]
    [InlineData("[a](https://example.org/x)", 0)]
    [InlineData("```\n[a](missing.md)\n```", 0)]
    [InlineData("[a](missing.md)", 1)]
    [InlineData("[a](other.md#three)", 1)]
    [InlineData("[a](#nowhere)", 1)]
    public void A_dead_file_and_a_dead_heading_are_found(string text, int found)
    {
        var files = new Dictionary<string, string> { ["docs/other.md"] = "## One, two\n", ["README.md"] = "# It" };
        Assert.Equal(found, TextRules.DeadLinks("docs/a.md", text, files.GetValueOrDefault).Count());
    }

    private static string? ReadOrNull(string path)
    {
        if (Directory.Exists(Path.Combine(Repository.Root, path)))
            return "";
        return File.Exists(Path.Combine(Repository.Root, path)) ? Repository.Read(path) : null;
    }
}
