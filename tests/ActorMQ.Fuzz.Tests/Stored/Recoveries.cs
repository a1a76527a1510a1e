using ActorMQ.Fuzz.Tests.Engine;

namespace ActorMQ.Fuzz.Tests.Stored;

public sealed class Recoveries
{
    private const string Name = "ActorMQ.Fuzz.Tests.Stored.Recoveries";

    [Fact]
    public void Changed_records_and_snapshots_are_refused_or_give_a_state_that_can_be_served()
    {
        InputLog log = FuzzRun.Play(
            new ReplayTarget(),
            $"{Name}.{nameof(Changed_records_and_snapshots_are_refused_or_give_a_state_that_can_be_served)}");
        log.RequireOutcomes("corrupt", "impossible", "recovered");
    }

    [Fact]
    public void The_seeds_are_recovered()
    {
        foreach (StoredStory story in StoredStory.All)
            Assert.Equal("recovered", ReplayTarget.Recover(story));
    }
}
