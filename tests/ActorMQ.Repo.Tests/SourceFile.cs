using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ActorMQ.Repo.Tests;

/// <summary>One C# file: its path from the root, its text, its syntax tree.</summary>
internal sealed class SourceFile
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview, DocumentationMode.Parse);

    private readonly Lazy<CompilationUnitSyntax> root;

    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        root = new Lazy<CompilationUnitSyntax>(Parse);
    }

    /// <summary>The path from the repository's root, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>The tree's root.</summary>
    public CompilationUnitSyntax Root => root.Value;

    /// <summary>Whether the file belongs to a test project.</summary>
    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>The project that the file belongs to, by its folder.</summary>
    public string Project => Path.Split('/') is [_, var project, ..] ? project : "";

    /// <summary>The text in lines, without their ends.</summary>
    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>Every node of one kind.</summary>
    public IEnumerable<T> All<T>() where T : SyntaxNode => Root.DescendantNodes().OfType<T>();

    /// <summary>The types and delegates that stand in no other type.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes => Root
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<MemberDeclarationSyntax>()
        .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    /// <summary>Where <paramref name="node"/> stands, for a message: <c>path:line</c>.</summary>
    public string At(SyntaxNode node) => $"{Path}:{LineOf(node.GetFirstToken())}";

    /// <summary>The line of <paramref name="token"/>, from 1.</summary>
    public static int LineOf(SyntaxToken token) => token.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private CompilationUnitSyntax Parse() =>
        (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(Text, Parsing).GetRoot();
}
