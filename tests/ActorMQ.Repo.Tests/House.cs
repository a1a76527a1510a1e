namespace ActorMQ.Repo.Tests;

/// <summary>How a rule speaks: no violation is silence, otherwise every one of them is named.</summary>
internal static class House
{
    /// <summary>Fails with the whole list when there is any violation.</summary>
    public static void Holds(IEnumerable<string> violations)
    {
        string[] found = violations.ToArray();
        Assert.True(found.Length == 0, $"{found.Length} found:\n{string.Join('\n', found)}");
    }

    /// <summary>A file of production code for a rule's bad example.</summary>
    public static SourceFile Example(string text, string path = "src/ActorMQ.Core/Example.cs") => new(path, text);
}
