using System.Text.RegularExpressions;

namespace ActorMQ.Repo.Tests;

public sealed partial class RarePoints
{
    private const string List = "src/ActorMQ.TestKit/RarePointNames.cs";

    [Fact]
    public void Every_rare_point_of_the_product_is_listed_and_stands_at_one_place()
    {
        string[] asked = [.. Repository.Sources
            .Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(file => Asking().Matches(file.Text))
            .Select(match => match.Groups[1].Value)
            .Order(StringComparer.Ordinal)];
        string[] listed = [.. Listed().Matches(Repository.Read(List)).Select(match => match.Groups[1].Value)];
        Assert.Equal(asked, listed);
        Assert.Equal(asked.Distinct(), asked);
        Assert.True(asked.Length >= 40, $"{asked.Length} points");
    }

    [GeneratedRegex("Rarely\\(\\s*\"([^\"]+)\"")]
    private static partial Regex Asking();

    [GeneratedRegex("^ +\"([^\"]+)\",$", RegexOptions.Multiline)]
    private static partial Regex Listed();
}
