using ActorMQ.Broker.DeadLetters;

namespace ActorMQ.Broker.Tests;

/// <summary>Dead letters looked at, sent back and purged by an administrator.</summary>
public sealed class Redriving
{
    [Fact]
    public void All_go_back_to_the_group_that_gave_them_up()
    {
        DeadLetterStage stage = DeadLetterStage.With(partitions: 2, "a", "b", "c", "d");
        DeadLetterProgress end = stage.Redrive(DeadLetterSelection.All);

        Assert.Equal(new DeadLetterProgress(4, 4, 0, IsDone: true, Problem: null), end);
        stage.Node.Until(() => stage.Client.Deliveries.Count == 8);
        Assert.Equal(["a", "b", "c", "d"], stage.Client.Deliveries.Skip(4).Select(static one => one.Body).Order());
        Assert.All(stage.Client.Deliveries.Skip(4), static one => Assert.Equal("1", one.Header("amq-redrives")));
        Assert.All(stage.Client.Deliveries.Skip(4), static one => Assert.Null(one.Header("amq-reason")));
        Assert.Empty(stage.List());
    }
}
