using System.Globalization;
using System.Reflection;

namespace ActorMQ.Simulation.Regressions;

/// <summary>The seeds that have found something once, each with why. They are kept for ever.</summary>
internal static class RegressionSeeds
{
    private const string Resource = "ActorMQ.Simulation.Regressions.seeds.txt";

    /// <summary>All of them, in the order of the file.</summary>
    public static IReadOnlyList<ulong> All { get; } = [.. Lines().Select(SeedOf)];

    private static IEnumerable<string> Lines()
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length != 0 && line[0] != '#')
                yield return line;
        }
    }

    private static ulong SeedOf(string line) =>
        ulong.Parse(line.AsSpan(0, line.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
}
