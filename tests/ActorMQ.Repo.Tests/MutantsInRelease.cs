using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ActorMQ.Repo.Tests;

/// <summary>Bugs on purpose are in no release build: there each is a constant, which the compiler folds away.</summary>
public sealed class MutantsInRelease
{
    private const string Switches = "src/ActorMQ.Records/Mutants.cs";
    private const string Names = "src/ActorMQ.Records/Mutant.cs";
    private const string Symbol = "MUTANTS";

    [Fact]
    public void A_release_build_has_constants_only_and_no_list_of_bugs()
    {
        MemberDeclarationSyntax[] members = [.. Read(Switches).DescendantNodes()
            .OfType<ClassDeclarationSyntax>().Single().Members];
        Assert.NotEmpty(members);
        Assert.All(members, member => Assert.Matches(@"^public const bool \w+ = false;$", member.ToString()));
        Assert.Empty(Read(Names).DescendantNodes().OfType<EnumDeclarationSyntax>());
    }

    [Fact]
    public void Any_other_build_has_a_switch_for_each_bug_and_the_constants_have_the_same_names()
    {
        string[] bugs = [.. Read(Names, Symbol).DescendantNodes()
            .OfType<EnumMemberDeclarationSyntax>().Select(bug => bug.Identifier.Text).Skip(1)];
        string[] switches = [.. Read(Switches, Symbol).DescendantNodes()
            .OfType<PropertyDeclarationSyntax>().Where(one => one.Type.ToString() == "bool")
            .Select(one => $"{one.Identifier.Text}{one.ExpressionBody}")];
        string[] constants = [.. Read(Switches).DescendantNodes()
            .OfType<VariableDeclaratorSyntax>().Select(one => one.Identifier.Text)];
        Assert.Equal(bugs, constants);
        Assert.Equal(bugs.Select(bug => $"{bug}=> current == Mutant.{bug}"), switches);
    }

    [Fact]
    public void The_symbol_is_of_one_file_and_of_every_build_but_release()
    {
        Assert.Contains(
            "<PropertyGroup Condition=\"'$(Configuration)' != 'Release'\">\n"
            + "    <DefineConstants>$(DefineConstants);MUTANTS</DefineConstants>",
            Repository.Read("Directory.Build.props"));
        Assert.DoesNotContain(Repository.Projects, path => Repository.Read(path).Contains(Symbol));
        Assert.Equal(
            [Names, Switches],
            Product().Where(file => file.Text.Contains($"#if {Symbol}")).Select(file => file.Path)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_bug_is_at_some_place_of_the_product()
    {
        string[] unused = [.. Read(Switches).DescendantNodes()
            .OfType<VariableDeclaratorSyntax>().Select(one => one.Identifier.Text)
            .Where(name => !Product().Any(file => file.Text.Contains($"Mutants.{name}")))];
        Assert.Empty(unused);
    }

    private static IEnumerable<SourceFile> Product() =>
        Repository.Sources.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal));

    private static Microsoft.CodeAnalysis.SyntaxNode Read(string path, params string[] symbols) => CSharpSyntaxTree
        .ParseText(Repository.Read(path), new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: symbols))
        .GetRoot();
}
