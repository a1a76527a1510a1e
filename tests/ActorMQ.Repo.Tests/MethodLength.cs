using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class MethodLength
{
    [Fact]
    public void Every_method_is_at_most_sixty_lines() =>
        House.Holds(Repository.Sources.SelectMany(SizeRules.LongMethods));

    [Theory]
    [InlineData(SizeRules.MethodLinesMax, 0)]
    [InlineData(SizeRules.MethodLinesMax + 1, 1)]
    public void A_method_is_measured_from_its_signature_to_its_brace(int lines, int found)
    {
        string body = string.Concat(Enumerable.Repeat("    x++;\n", lines - 3));
        SourceFile file = House.Example($"class A {{\n[Fact]\nvoid M()\n{{\n{body}}}\n}}");
        Assert.Equal(found, SizeRules.LongMethods(file).Count());
    }

    [Fact]
    public void Top_level_statements_are_a_method_too()
    {
        string body = string.Concat(Enumerable.Repeat("x++;\n", SizeRules.MethodLinesMax + 1));
        Assert.Single(SizeRules.LongMethods(House.Example(body)));
    }
}
