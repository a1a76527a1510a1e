using ActorMQ.Simulation.Commands;
using ActorMQ.Simulation.Plans;

namespace ActorMQ.Simulation.Tests.Commands;

/// <summary>The way in for bugs works; the hunt for all of them is too long for every build.</summary>
public sealed class MutantHuntTests
{
    [Theory]
    [InlineData("FenceIgnoresRight")]
    [InlineData("SwapsReplies")]
    [InlineData("AcksHoles")]
    public void A_bug_that_is_put_into_the_product_is_found_in_the_first_seeds(string mutant)
    {
        var output = new StringWriter();
        Assert.True(Hunt(output, "--mutants", "--mutant", mutant, "--seeds", "1..50"), output.ToString());
        string[] lines = output.ToString().TrimEnd().Split('\n');
        Assert.Contains(lines, line => line.StartsWith($"| {mutant} | ", StringComparison.Ordinal));
        Assert.StartsWith("{\"found\":1,\"total\":1,\"median_seeds\":", lines[^1]);
    }

    [Fact]
    public void After_a_hunt_the_product_is_as_it_was()
    {
        ulong? before = SeedJudge.Judge(PlanDraw.Of(1)).Result?.TraceHash;
        Hunt(TextWriter.Null, "--mutants", "--mutant", "SwapsReplies", "--seeds", "1..2");
        Assert.Equal(before, SeedJudge.Judge(PlanDraw.Of(1)).Result?.TraceHash);
    }

    [Fact]
    public void There_are_more_than_twenty_bugs_and_no_others()
    {
        Assert.True(MutantSwitch.Names.Count >= 24);
        Assert.True(MutantSwitch.Knows(null));
        Assert.True(MutantSwitch.Knows(MutantSwitch.Names[0]));
        Assert.False(MutantSwitch.Knows("None"));
    }

    private static bool Hunt(TextWriter output, params string[] arguments) =>
        new MutantHunt(output, TextWriter.Null).Run(SimulationArguments.Parse(arguments)!);
}
