using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class Arrows
{
    private const string Example = """
        | level | project | purpose | may reference |
        |---|---|---|---|
        | 0 | `ActorMQ.Records` | batches | - |
        | 1 | `ActorMQ.Core` | rules | Records |
        | 1 | `ActorMQ.Protocol` | frames | Records, Core |
        | 2 | `ActorMQ.Client`, `ActorMQ.Cmd` | users | all below but Core |
        """;

    [Fact]
    public void Every_reference_is_in_the_table() => House.Holds(
        from path in Repository.Projects
        where path.StartsWith("src/", StringComparison.Ordinal)
        from violation in ArrowRules.Forbidden(Table(), NameOf(path), Repository.Read(path))
        select violation);

    [Fact]
    public void The_table_lists_what_exists() => House.Holds(ArrowRules.Unlisted(
        Table(),
        [.. Repository.Projects.Where(path => path.StartsWith("src/", StringComparison.Ordinal)).Select(NameOf)]));

    [Fact]
    public void Every_project_is_part_of_the_solution()
    {
        string solution = Repository.Read("ActorMQ.sln").Replace('\\', '/');
        House.Holds(Repository.Projects.Where(path => !solution.Contains(path, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("ActorMQ.Core", "ActorMQ.Records", true)]
    [InlineData("ActorMQ.Records", "ActorMQ.Core", false)]
    [InlineData("ActorMQ.Protocol", "ActorMQ.Core", false)]
    [InlineData("ActorMQ.Client", "ActorMQ.Protocol", true)]
    [InlineData("ActorMQ.Client", "ActorMQ.Core", false)]
    [InlineData("ActorMQ.Cmd", "ActorMQ.Client", false)]
    [InlineData("ActorMQ.Cmd", "ActorMQ.Unknown", false)]
    public void Levels_are_strict_even_where_a_row_says_otherwise(string project, string other, bool isAllowed) =>
        Assert.Equal(isAllowed, ProjectTable.Parse(Example).Allows(project, other));

    [Fact]
    public void A_forbidden_reference_is_found()
    {
        const string Xml = """<Project><ProjectReference Include="../ActorMQ.Core/ActorMQ.Core.csproj" /></Project>""";
        Assert.Single(ArrowRules.Forbidden(ProjectTable.Parse(Example), "ActorMQ.Records", Xml));
        Assert.Empty(ArrowRules.Forbidden(ProjectTable.Parse(Example), "ActorMQ.Cmd", "<Project/>"));
    }

    [Fact]
    public void A_missing_row_and_a_missing_project_are_found()
    {
        string[] projects = ["ActorMQ.Records", "ActorMQ.Core", "ActorMQ.Protocol", "ActorMQ.Client", "ActorMQ.New"];
        Assert.Equal(2, ArrowRules.Unlisted(ProjectTable.Parse(Example), projects).Count());
    }

    private static ProjectTable Table() => ProjectTable.Parse(Repository.Read("ARCHITECTURE.md"));

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);
}
