namespace ActorMQ.Repo.Tests;

/// <summary>The working tree that the tests run in, read from disk once.</summary>
internal static class Repository
{
    private static readonly string[] SourceFolders = ["src", "tests", "bench", "samples"];

    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        ".git", ".vs", ".idea", "artifacts", "bin", "obj", "actormq-data", "TestResults",
    };

    private static readonly HashSet<string> TextEndings = new(StringComparer.Ordinal)
    {
        ".cs", ".csproj", ".props", ".targets", ".md", ".json", ".proto", ".sh", ".ps1", ".sql", ".txt", ".sln", "",
        ".editorconfig", ".gitattributes", ".gitignore", ".yml", ".conf", ".html", ".css", ".js",
    };

    private static readonly Lazy<IReadOnlyList<SourceFile>> AllSources = new(ReadSources);

    /// <summary>The folder that holds the solution, with forward slashes and no slash at its end.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file that a person wrote.</summary>
    public static IReadOnlyList<SourceFile> Sources => AllSources.Value;

    /// <summary>Every project file, as a path from the root.</summary>
    public static IEnumerable<string> Projects =>
        SourceFolders.SelectMany(Files).Where(path => path.EndsWith(".csproj", StringComparison.Ordinal));

    /// <summary>Every text file that belongs to the project, as a path from the root.</summary>
    public static IEnumerable<string> TextFiles => Files("")
        .Where(path => TextEndings.Contains(Path.GetExtension(path)))
        .Where(path => Path.GetFileName(path) != "packages.lock.json");

    /// <summary>The names that stand at the top, without what git ignores.</summary>
    public static IEnumerable<string> TopLevel =>
        new DirectoryInfo(Root).EnumerateFileSystemInfos().Select(entry => entry.Name).Where(IsKept);

    /// <summary>Every kept file below <paramref name="folder"/>, as a path from the root.</summary>
    public static IEnumerable<string> Files(string folder)
    {
        var start = new DirectoryInfo(Path.Combine(Root, folder));
        return start.Exists ? Walk(start) : [];
    }

    /// <summary>The text of the file at <paramref name="path"/>, a path from the root.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static bool IsKept(string name) => !Ignored.Contains(name);

    private static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        foreach (FileInfo file in folder.EnumerateFiles())
            yield return Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');
        foreach (DirectoryInfo child in folder.EnumerateDirectories().Where(child => IsKept(child.Name)))
        {
            foreach (string path in Walk(child))
                yield return path;
        }
    }

    private static SourceFile[] ReadSources() => SourceFolders
        .SelectMany(Files)
        .Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
        .Select(path => new SourceFile(path, Read(path)))
        .ToArray();

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ActorMQ.sln")))
            folder = folder.Parent;
        return folder?.FullName.Replace('\\', '/')
            ?? throw new InvalidOperationException("No ActorMQ.sln above the test's own folder.");
    }
}
