using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ActorMQ.Repo.Tests.Rules;

/// <summary>Names say a duty, files say their type, namespaces say their folder.</summary>
internal static partial class NameRules
{
    // These say nothing wherever they stand in a name.
    private static readonly HashSet<string> Never = new(StringComparer.Ordinal)
    {
        "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common", "Misc", "Impl",
    };

    // These say nothing as the last word: a DataDirectory is a directory, a MessageData is anything.
    private static readonly HashSet<string> NeverLast = new(StringComparer.Ordinal)
    {
        "Base", "Data", "Info", "Infos", "Processor", "Service", "Services",
    };

    /// <summary>Whether a type or a folder may be called <paramref name="name"/>.</summary>
    public static bool IsAllowed(string name)
    {
        if (name == "ActorBase")
            return true;
        string[] words = Words().Matches(name).Select(match => match.Value).ToArray();
        return words.Length == 0 || (!words.Any(Never.Contains) && !NeverLast.Contains(words[^1]));
    }

    /// <summary>Types of every depth.</summary>
    public static IEnumerable<string> EmptyWords(SourceFile file) =>
        from type in file.Root.DescendantNodes().OfType<MemberDeclarationSyntax>()
        let name = NameOf(type)
        where name is not null && !IsAllowed(name)
        select $"{file.At(type)} is called {name}: name the duty instead";

    /// <summary>Folders on the way to a file, and the parts of a project's name.</summary>
    public static IEnumerable<string> EmptyFolders(string path) =>
        from folder in path.Split('/')[..^1]
        where !folder.Split('.').All(IsAllowed)
        select $"{path}: no folder is called {folder}";

    /// <summary>One public type for each file, and the file bears the name of a type in it.</summary>
    public static IEnumerable<string> Misfiled(SourceFile file)
    {
        MemberDeclarationSyntax[] types = [.. file.TopLevelTypes.Where(type => !IsFileLocal(type))];
        string[] open = [.. types.Where(IsPublic).Select(type => NameOf(type)!).Distinct()];
        string expected = Path.GetFileName(file.Path).Split('.')[0];
        if (open.Length > 1)
            yield return $"{file.Path} has {open.Length} public types: {string.Join(", ", open)}";
        else if (open is [var only] && only != expected)
            yield return $"{file.Path} should be named after {only}";
        else if (types.Length > 0 && types.All(type => NameOf(type) != expected))
            yield return $"{file.Path} should be named after {NameOf(types[0])}";
    }

    /// <summary>The namespace is the project's name and the folders below it, file-scoped.</summary>
    public static IEnumerable<string> Misplaced(SourceFile file)
    {
        string expected = string.Join('.', file.Path.Split('/')[1..^1]);
        if (file.Root.Members.Any(SyntaxKind.NamespaceDeclaration))
            yield return $"{file.Path}: the namespace is not file-scoped";
        foreach (BaseNamespaceDeclarationSyntax found in file.All<BaseNamespaceDeclarationSyntax>())
        {
            if (found.Name.ToString() != expected)
                yield return $"{file.At(found)} declares {found.Name}; its folder says {expected}";
        }

        bool isProgram = file.Root.Members.Any(SyntaxKind.GlobalStatement);
        if (!isProgram && file.Root.Members.OfType<MemberDeclarationSyntax>().Any(type => NameOf(type) is not null))
            yield return $"{file.Path} has a type outside any namespace";
    }

    /// <summary>A class written by hand is one file; only its log lines may stand beside it.</summary>
    public static IEnumerable<string> Scattered(IEnumerable<SourceFile> files) =>
        from file in files
        from type in file.TopLevelTypes.OfType<TypeDeclarationSyntax>()
        where type.Modifiers.Any(SyntaxKind.PartialKeyword) && !IsLog(file.Path)
        group file by (Path.GetDirectoryName(file.Path), type.Identifier.Text, type.Arity) into parts
        where parts.Count() > 1
        select $"{parts.Key.Text} is spread over {string.Join(", ", parts.Select(part => part.Path))}";

    private static bool IsLog(string path) => path.EndsWith(".Log.cs", StringComparison.Ordinal);

    private static string? NameOf(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => null,
    };

    private static bool IsPublic(MemberDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PublicKeyword);

    private static bool IsFileLocal(MemberDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.FileKeyword);

    [GeneratedRegex("[A-Z][a-z0-9]*|[a-z0-9]+")]
    private static partial Regex Words();
}
