using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class LineWidth
{
    [Fact]
    public void No_line_is_wider_than_the_page() =>
        House.Holds(Repository.TextFiles.Where(IsMeasured).SelectMany(Wide));

    [Fact]
    public void A_wide_line_is_named_with_its_number()
    {
        string text = new string('x', 120) + "\n" + new string('x', 121) + "\n";
        string found = Assert.Single(SizeRules.LongLines("a.cs", text));
        Assert.StartsWith("a.cs:2 ", found);
    }

    // Tables of a document and a solution's lines cannot be wrapped.
    private static bool IsMeasured(string path) =>
        Path.GetExtension(path) is ".cs" or ".csproj" or ".props" or ".proto" or ".sh" or ".ps1" or ".sql";

    private static IEnumerable<string> Wide(string path) => SizeRules.LongLines(path, Repository.Read(path));
}
