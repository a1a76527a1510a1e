using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ActorMQ.Repo.Tests.Rules;

/// <summary>A cap that a user can meet stands in a document, under the name that the code gives it.</summary>
internal static class LimitRules
{
    /// <summary>The document that lists them.</summary>
    public const string Document = "docs/limits.md";

    /// <summary>The public constants of one file that end in <c>Max</c>, as <c>Type.Name</c>.</summary>
    public static IEnumerable<string> Named(SourceFile file) =>
        from field in file.All<FieldDeclarationSyntax>()
        where field.Modifiers.Any(SyntaxKind.ConstKeyword) && field.Modifiers.Any(SyntaxKind.PublicKeyword)
        let type = field.Parent as BaseTypeDeclarationSyntax
        where type is not null && type.Modifiers.Any(SyntaxKind.PublicKeyword)
        from variable in field.Declaration.Variables
        where variable.Identifier.Text.EndsWith("Max", StringComparison.Ordinal)
        select $"{type.Identifier.Text}.{variable.Identifier.Text}";

    /// <summary>Limits that the document does not name, and names in it that the code does not have.</summary>
    public static IEnumerable<string> Differences(IReadOnlyCollection<string> limits, string document)
    {
        string[] listed = [.. document.Split('`').Where((_, index) => index % 2 == 1).Where(IsName)];
        return
        [
            .. limits.Except(listed).Select(name => $"{Document} does not list {name}"),
            .. listed.Except(limits).Select(name => $"{Document} lists {name}, which no code has"),
        ];
    }

    private static bool IsName(string text) =>
        text.EndsWith("Max", StringComparison.Ordinal) && text.Contains('.', StringComparison.Ordinal);
}
