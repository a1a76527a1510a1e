namespace ActorMQ.Repo.Tests;

public sealed class RootListing
{
    private static readonly string[] Folders =
    [
        "src", "tests", "bench", "samples", "hocon", "deploy", "docs", ".ci",
    ];

    private static readonly string[] Files =
    [
        "ActorMQ.sln", "build.ps1", "build.sh", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md",
        "LICENSE", "global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig",
        ".gitattributes", ".gitignore",
    ];

    [Fact]
    public void Nothing_else_stands_at_the_top() => Assert.Empty(Strangers(Repository.TopLevel));

    [Fact]
    public void Every_file_of_the_list_is_there() => Assert.Empty(Files.Except(Repository.TopLevel));

    [Fact]
    public void No_folder_is_empty() => Assert.All(
        Folders.Intersect(Repository.TopLevel),
        folder => Assert.NotEmpty(Repository.Files(folder)));

    [Fact]
    public void A_stranger_is_found() => Assert.Equal(["notes.md"], Strangers(["src", "notes.md", "LICENSE"]));

    private static IEnumerable<string> Strangers(IEnumerable<string> names) => names.Except([.. Folders, .. Files]);
}
