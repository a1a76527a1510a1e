using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ActorMQ.Repo.Tests.Rules;

/// <summary>Catches that hide a fault, public surface without a word, and what a project must ban.</summary>
internal static class CodeRules
{
    // The kernel turns a crash into supervision; the others are the outer edge, where a process ends with a message.
    private static readonly HashSet<string> MayCatchAll = new(StringComparer.Ordinal)
    {
        "ActorMQ.Runtime", "ActorMQ.Actors", "ActorMQ.TestKit", "ActorMQ.Hosting", "ActorMQ.Server", "ActorMQ.Cmd",
    };

    private static readonly string[] BannedEverywhere =
    [
        "P:System.DateTime.UtcNow", "P:System.DateTime.Now", "T:System.Diagnostics.Stopwatch",
        "P:System.Environment.TickCount", "M:System.Threading.Tasks.Task.Run", "P:System.Random.Shared",
        "M:System.Guid.NewGuid",
    ];

    private static readonly string[] BannedInCore =
    [
        "T:System.Threading.Tasks.Task", "T:System.Threading.Thread", "T:System.Threading.Monitor",
        "N:System.IO", "N:System.Net",
    ];

    /// <summary>Catches of everything outside the kernel and the host's edge, and silent ones.</summary>
    public static IEnumerable<string> HidingCatches(SourceFile file)
    {
        foreach (CatchClauseSyntax clause in file.All<CatchClauseSyntax>())
        {
            if (CatchesAll(clause) && !MayCatchAll.Contains(file.Project))
                yield return $"{file.At(clause)} catches everything";
            else if (IsSilent(clause))
                yield return $"{file.At(clause)} is silent: say why nothing is to be done";
        }
    }

    /// <summary>Public types and members without documentation.</summary>
    public static IEnumerable<string> Undocumented(SourceFile file) =>
        from member in file.All<MemberDeclarationSyntax>()
        where IsSurface(member) && !HasDocumentation(member)
        select $"{file.At(member)} is public and has no documentation";

    /// <summary>Symbols that a project on the deterministic side must ban and does not.</summary>
    public static IEnumerable<string> Unbanned(string project, string symbols)
    {
        string[] required = project == "ActorMQ.Core" ? [.. BannedEverywhere, .. BannedInCore] : BannedEverywhere;
        string[] banned = [.. symbols.Split('\n').Select(line => line.Split(';')[0].Trim())];
        return required.Where(symbol => !banned.Any(ban => Covers(ban, symbol)))
            .Select(symbol => $"src/{project}/BannedSymbols.txt does not ban {symbol}");
    }

    // A ban of a method holds for one overload, so its name is enough; a ban of a type holds for its members.
    private static bool Covers(string ban, string symbol)
    {
        string owner = symbol[2..symbol.LastIndexOf('.')];
        return ban == symbol || ban == $"T:{owner}" || ban.StartsWith($"{symbol}(", StringComparison.Ordinal);
    }

    private static bool CatchesAll(CatchClauseSyntax clause) =>
        clause.Filter is null
        && clause.Declaration?.Type.ToString() is null or "Exception" or "System.Exception";

    private static bool IsSilent(CatchClauseSyntax clause) =>
        clause.Block.Statements.Count == 0
        && !clause.Block.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));

    private static bool IsSurface(MemberDeclarationSyntax member) =>
        member is not (BaseNamespaceDeclarationSyntax or GlobalStatementSyntax)
        && IsOpen(member)
        && member.Ancestors().OfType<MemberDeclarationSyntax>().All(IsOpen);

    private static bool IsOpen(MemberDeclarationSyntax member) => member switch
    {
        BaseNamespaceDeclarationSyntax or EnumMemberDeclarationSyntax => true,
        _ when member.Parent is InterfaceDeclarationSyntax => true,
        _ => member.Modifiers.Any(SyntaxKind.PublicKeyword) || member.Modifiers.Any(SyntaxKind.ProtectedKeyword),
    };

    private static bool HasDocumentation(MemberDeclarationSyntax member) =>
        member.GetLeadingTrivia().Any(trivia => trivia.HasStructure
            && trivia.GetStructure() is DocumentationCommentTriviaSyntax);
}
