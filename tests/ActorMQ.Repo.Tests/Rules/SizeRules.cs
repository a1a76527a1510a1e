using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ActorMQ.Repo.Tests.Rules;

/// <summary>Nothing grows large: methods, files, lines, parameter lists, the state of a class, nesting.</summary>
internal static class SizeRules
{
    public const int MethodLinesMax = 60;
    public const int FileLinesMax = 400;
    public const int TestFileLinesMax = 600;
    public const int ColumnsMax = 120;
    public const int ParametersMax = 6;
    public const int InstanceFieldsMax = 12;
    public const int NestingMax = 3;

    /// <summary>From the signature's line to the closing brace; a file of statements is one method.</summary>
    public static IEnumerable<string> LongMethods(SourceFile file)
    {
        foreach (SyntaxNode method in file.Root.DescendantNodes().Where(IsMethod))
        {
            int lines = LinesOf(method);
            if (lines > MethodLinesMax)
                yield return $"{file.At(method)} has {lines} lines; a method has at most {MethodLinesMax}";
        }

        GlobalStatementSyntax[] statements = [.. file.Root.Members.OfType<GlobalStatementSyntax>()];
        if (statements is [var first, .., var last] && LinesBetween(first, last) > MethodLinesMax)
            yield return $"{file.At(first)}: the top-level statements exceed {MethodLinesMax} lines";
    }

    /// <summary>Whole files.</summary>
    public static IEnumerable<string> LongFiles(SourceFile file)
    {
        int max = file.IsTest ? TestFileLinesMax : FileLinesMax;
        if (file.Lines.Length > max)
            yield return $"{file.Path} has {file.Lines.Length} lines; the limit is {max}";
    }

    /// <summary>Single lines, in characters.</summary>
    public static IEnumerable<string> LongLines(string path, string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimEnd('\r').Length > ColumnsMax)
                yield return $"{path}:{i + 1} is {lines[i].Length} columns wide; the limit is {ColumnsMax}";
        }
    }

    /// <summary>Parameter lists; the members of a positional record are data, not parameters.</summary>
    public static IEnumerable<string> LongParameterLists(SourceFile file) =>
        from list in file.All<ParameterListSyntax>()
        where list.Parent is not RecordDeclarationSyntax && list.Parameters.Count > ParametersMax
        select $"{file.At(list)} has {list.Parameters.Count} parameters; the limit is {ParametersMax}";

    /// <summary>The state of one class. Records and readonly structs are wire types, options are settings.</summary>
    public static IEnumerable<string> WideTypes(SourceFile file)
    {
        foreach (TypeDeclarationSyntax type in file.All<TypeDeclarationSyntax>().Where(HoldsState))
        {
            int fields = type.Members.Sum(StoredIn);
            if (fields > InstanceFieldsMax)
                yield return $"{file.At(type)} has {fields} instance fields; the limit is {InstanceFieldsMax}";
        }
    }

    /// <summary>Branches, loops and try blocks inside each other; an else-if is no deeper than its if.</summary>
    public static IEnumerable<string> DeepNesting(SourceFile file) =>
        from node in file.Root.DescendantNodes().Where(IsControlFlow)
        where DepthOf(node) == NestingMax + 1
        select $"{file.At(node)} is nested {NestingMax + 1} deep; the limit is {NestingMax}";

    private static bool IsMethod(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax;

    private static int LinesOf(SyntaxNode method)
    {
        SyntaxToken first = method.ChildNodesAndTokens()
            .First(child => !child.IsKind(SyntaxKind.AttributeList)) is { } child && child.IsToken
            ? child.AsToken()
            : method.ChildNodes().First(node => node is not AttributeListSyntax).GetFirstToken();
        return SourceFile.LineOf(method.GetLastToken()) - SourceFile.LineOf(first) + 1;
    }

    private static int LinesBetween(SyntaxNode first, SyntaxNode last) =>
        SourceFile.LineOf(last.GetLastToken()) - SourceFile.LineOf(first.GetFirstToken()) + 1;

    private static bool HoldsState(TypeDeclarationSyntax type) =>
        type is ClassDeclarationSyntax or StructDeclarationSyntax
        && !type.Identifier.Text.EndsWith("Options", StringComparison.Ordinal)
        && !(type is StructDeclarationSyntax && type.Modifiers.Any(SyntaxKind.ReadOnlyKeyword));

    private static int StoredIn(MemberDeclarationSyntax member)
    {
        if (member.Modifiers.Any(SyntaxKind.StaticKeyword) || member.Modifiers.Any(SyntaxKind.ConstKeyword))
            return 0;
        return member switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables.Count,
            PropertyDeclarationSyntax property when IsStored(property) => 1,
            _ => 0,
        };
    }

    private static bool IsStored(PropertyDeclarationSyntax property) =>
        !property.Modifiers.Any(SyntaxKind.AbstractKeyword)
        && property.AccessorList is { } accessors
        && accessors.Accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null);

    private static bool IsControlFlow(SyntaxNode node) => node switch
    {
        IfStatementSyntax => node.Parent is not ElseClauseSyntax,
        ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax => true,
        SwitchStatementSyntax or TryStatementSyntax => true,
        _ => false,
    };

    private static int DepthOf(SyntaxNode node) => node.AncestorsAndSelf()
        .TakeWhile(ancestor => !IsMethod(ancestor))
        .Count(IsControlFlow);
}
