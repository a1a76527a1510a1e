using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class BannedSymbols
{
    [Theory]
    [InlineData("ActorMQ.Core")]
    [InlineData("ActorMQ.Actors")]
    [InlineData("ActorMQ.Protocol")]
    [InlineData("ActorMQ.Broker")]
    [InlineData("ActorMQ.Client")]
    public void The_deterministic_side_bans_clocks_chance_and_threads(string project)
    {
        string path = $"src/{project}/BannedSymbols.txt";
        Assert.True(File.Exists(Path.Combine(Repository.Root, path)), $"{path} is missing");
        House.Holds(CodeRules.Unbanned(project, Repository.Read(path)));
    }

    [Fact]
    public void A_symbol_that_is_not_banned_is_found()
    {
        Assert.Contains(CodeRules.Unbanned("ActorMQ.Core", ""), line => line.Contains("N:System.IO"));
        Assert.DoesNotContain(CodeRules.Unbanned("ActorMQ.Client", ""), line => line.Contains("N:System.IO"));
    }

    [Theory]
    [InlineData("M:System.Threading.Tasks.Task.Run(System.Action);Use the runtime", true)]
    [InlineData("T:System.Threading.Tasks.Task;Use the runtime", true)]
    [InlineData("T:System.Threading.Tasks.TaskScheduler;Use the runtime", false)]
    [InlineData("M:System.Threading.Tasks.Task.Delay(System.Int32)", false)]
    public void A_banned_type_bans_its_members(string line, bool isBanned) => Assert.Equal(
        isBanned,
        !CodeRules.Unbanned("ActorMQ.Client", line).Any(found => found.EndsWith("Task.Run", StringComparison.Ordinal)));
}
