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

    [Fact]
    public void Every_kind_of_event_that_is_written_is_in_the_seeds()
    {
        IEnumerable<byte> kinds = StoredStory.All
            .SelectMany(static story => story.Records)
            .SelectMany(static record => StoredRecord.Read(record).Events)
            .Select(static e => e.Kind);
        byte[] noLongerWritten = [3];
        Assert.Equal(
            Enumerable.Range(1, StoredEvent.Kinds).Select(static kind => (byte)kind).Except(noLongerWritten),
            kinds.Distinct().Order());
    }
}
