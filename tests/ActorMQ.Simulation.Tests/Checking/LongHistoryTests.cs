namespace ActorMQ.Simulation.Tests.Checking;

/// <summary>What a check costs, in questions about earlier events rather than in time.</summary>
public sealed class LongHistoryTests
{
    // Per event: sixteen invariants, each of which asks a few things at most.
    private const int LookupsAnEventMax = 16;

    [Fact]
    public void Twice_the_events_cost_twice_the_work()
    {
        var half = Long(messages: 20_000).Check();
        var whole = Long(messages: 40_000).Check();
        Assert.True(whole.Events > 200_000);
        Assert.True(whole.IsClean);
        Assert.InRange(whole.Lookups, 1, LookupsAnEventMax * whole.Events);
        Assert.InRange((double)whole.Lookups / half.Lookups, 1.9, 2.1);
    }

    [Fact]
    public void A_history_that_is_wrong_everywhere_costs_no_more()
    {
        var half = Wrong(messages: 10_000).Check();
        var whole = Wrong(messages: 20_000).Check();
        Assert.True(whole.ViolationCount > 100_000);
        Assert.InRange(whole.Lookups, 1, LookupsAnEventMax * whole.Events);
        Assert.InRange((double)whole.Lookups / half.Lookups, 1.9, 2.1);
    }

    // Three groups, purges and floors that move on slowly, and consumers that come and go.
    private static Script Long(int messages)
    {
        var script = Script.Begin().Join("b", 2).Join("c", 3);
        for (var message = 0; message < messages; message++)
        {
            script.Whole(message, message).Deliver(message, message, group: "b", consumer: 2).Ack(message, "b", 2);
            if (message % 10 != 9)
                continue;
            script.Flush().Floor(message).Floor(message, "b").Purge(message - 5);
            script.Leave("b", 2).Join("b", 2);
        }

        for (var message = 0; message < messages; message++)
            script.Deliver(message, message, group: "c", consumer: 3);
        return script.End();
    }

    // Nothing is sent or stored, offsets go back, floors jump.
    private static Script Wrong(int messages)
    {
        var script = Script.Begin().Join("b", 2);
        for (var message = messages; message > 0; message--)
        {
            script.Acked(message, message).Deliver(message, message).Deliver(message, message);
            script.Floor(message).Purge(message).Leave("b", 2);
        }

        return script.End();
    }
}
