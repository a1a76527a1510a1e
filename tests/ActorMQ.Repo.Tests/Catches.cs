using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class Catches
{
    [Fact]
    public void Nothing_below_the_edge_catches_everything() => House.Holds(
        Repository.Sources.Where(IsProduct).SelectMany(CodeRules.HidingCatches));

    [Theory]
    [InlineData("catch (Exception) { Fail(); }", 1)]
    [InlineData("catch { Fail(); }", 1)]
    [InlineData("catch (IOException) { }", 1)]
    [InlineData("catch (IOException) { /* empty */ }", 1)]
    [InlineData("catch (IOException)\n{\n// The reader has gone; so has its need.\n}", 0)]
    [InlineData("catch (IOException) { Fail(); }", 0)]
    [InlineData("catch (Exception fault) when (IsExpected(fault)) { Fail(); }", 0)]
    public void A_catch_that_hides_a_fault_is_found(string clause, int found)
    {
        SourceFile file = House.Example($"class A {{ void M() {{ try {{ N(); }} {clause} }} }}");
        Assert.Equal(found, CodeRules.HidingCatches(file).Count());
    }

    [Fact]
    public void The_kernel_turns_a_crash_into_supervision()
    {
        const string Text = "class A { void M() { try { N(); } catch (Exception) { Fail(); } } }";
        Assert.Empty(CodeRules.HidingCatches(House.Example(Text, "src/ActorMQ.Actors/Example.cs")));
    }

    private static bool IsProduct(SourceFile file) => file.Path.StartsWith("src/", StringComparison.Ordinal);
}
