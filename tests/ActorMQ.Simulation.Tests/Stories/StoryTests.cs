using ActorMQ.Simulation.Checking;
using ActorMQ.Simulation.Histories;
using ActorMQ.Simulation.Stories;
using ActorMQ.Simulation.Tests.Checking;

namespace ActorMQ.Simulation.Tests.Stories;

/// <summary>What a reader is told of a breach.</summary>
public sealed class StoryTests
{
    [Fact]
    public void A_short_history_is_told_in_full()
    {
        var script = Script.Begin().Send(1, key: "k").Store(1).Acked(1, 0).Deliver(1, 0).Ack(0).Flush().Purge(1)
            .Add(new FaultInjected("cut", "client 1")).Deliver(1, 0, attempt: 2).End();
        Assert.Equal(
        [
            "0.001000 s  owner 1 acquires partition 0 at offset 0, epoch 1",
            "0.002000 s  consumer 1 of group a begins",
            "0.003000 s  producer 1 sends message 1 with key k",
            "0.004000 s  owner 1 stores offset 0 of partition 0, message 1, in append 1, epoch 1",
            "0.006000 s  message 1 acked at offset 0 of partition 0",
            "0.007000 s  consumer 1 of group a gets offset 0 of partition 0, message 1, attempt 1",
            "0.008000 s  consumer 1 of group a acks offset 0 of partition 0",
            "0.009000 s  consumer 1 of group a knows its settlements durable, 0 stale so far",
            "0.010000 s  the store may drop partition 0 below offset 1",
            "0.011000 s  fault cut, client 1",
            "0.012000 s  consumer 1 of group a gets offset 0 of partition 0, message 1, attempt 2",
            "0.013000 s  the run ends at rest",
        ], Told(script, new Violation("X", "", [])));
    }

    [Fact]
    public void What_counts_on_is_one_line()
    {
        var script = Script.Begin().Send(1).Send(2).Send(3).Store(1, 2, 3).Acked(1, 0).Acked(2, 1).Acked(3, 2)
            .Deliver(1, 0).Deliver(2, 1).Deliver(3, 2).Ack(0).Ack(1).Nack(2)
            .Add(new FaultInjected("cut", "x")).Add(new FaultInjected("cut", "x"));
        Assert.Equal(
        [
            "0.003000 s  producer 1 sends messages 1 to 3",
            "0.006000 s  owner 1 stores offsets 0 to 2 of partition 0 in append 1, epoch 1",
            "0.010000 s  messages 1 to 3 acked at offsets 0 to 2 of partition 0",
            "0.013000 s  consumer 1 of group a gets offsets 0 to 2 of partition 0, attempt 1",
            "0.016000 s  consumer 1 of group a acks offsets 0 to 1 of partition 0",
            "0.018000 s  consumer 1 of group a nacks offset 2 of partition 0",
            "0.019000 s  fault cut, x, 2 times",
        ], Told(script, new Violation("X", "", [])).Skip(2));
    }

    [Fact]
    public void A_long_history_is_told_in_thirty_lines_about_what_is_broken()
    {
        var script = Script.Begin();
        for (var round = 0; round < 1000; round++)
            script.Whole(round, round);
        var lost = script.Send(5000, producer: 2).Acked(5000, 1000).End().Check().Violations[0];
        var told = Told(script, lost);
        Assert.InRange(told.Count, 3, Story.LinesMax);
        Assert.Contains(told, line => line.EndsWith("producer 2 sends message 5000", StringComparison.Ordinal));
        Assert.EndsWith("message 5000 acked at offset 1000 of partition 0", told[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_follows_the_breach_is_not_told()
    {
        var script = Script.Begin().Send(1).Acked(1, 0);
        var violation = script.Check(new CheckOptions { ExpectsQuiet = false }).Violations[0];
        script.Send(2).Send(3);
        Assert.DoesNotContain(Told(script, violation), line => line.Contains("message 2", StringComparison.Ordinal));
    }

    [Fact]
    public void A_breach_with_very_many_events_of_its_own_is_told_from_both_ends()
    {
        var script = Script.Begin().Send(1).Store(1);
        for (var attempt = 1; attempt <= 200; attempt++)
            script.Deliver(1, 0, attempt).Nack(0);
        var violation = script.Deliver(1, 0, 200).Check().Violations.First(one => one.Invariant == "I8b");
        var told = Told(script, violation);
        Assert.InRange(told.Count, 2, Story.LinesMax);
        Assert.EndsWith("attempt 200", told[^1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OneOfEach))]
    public void Every_event_has_a_sentence(object e)
    {
        var text = EventText.Of((HistoryEvent)e);
        Assert.DoesNotContain("{", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 5, 119);
    }

    public static TheoryData<object> OneOfEach() =>
    [
        new SendBegan(1, 2, "t", "k", 1), new SendEnded(2, SendEnd.Acked, 3, 4, true, null),
        new SendEnded(2, SendEnd.Refused, 0, 0, false, "code"), new SendEnded(2, SendEnd.Unknown, 0, 0, false, "code"),
        new DeliveryCame("g", 1, 2, 3, 4, 5, 6), new SettleBegan("g", 1, 2, 3, 4, SettleKind.Nack, -1, null),
        new TopicTold("t", 1, 2, true, 3, 4, 5), new GroupTold("g", "t", 1, 2, 3, 4, 5, null), new GroupDropped("g"),
        new LetterCame("g", 1, 2, 3, new LetterOrigin("h", 4, 5, 6, "cause", "reason"), true),
        new SettleBegan("g", 1, 2, 3, 4, SettleKind.Reject, 5, ""),
        new StoreRecord(1, 2, 3, 4, 4, 5, 6, 7, new LetterOrigin("h", 4, 5, 6, "cause", "reason"), 9),
        new SettlesFlushed("g", 1, 2), new ConsumerChanged("g", 1, true, false),
        new ConsumerChanged("g", 1, false, true), new ConsumerChanged("g", 1, false, false),
        new StoreAcquired(1, 2, 3, 4), new StoreAppended(1, 2, 3, 4, 5),
        new StoreRecord(1, 2, 3, 4, 4, 5, 6, 7), new StorePurged(1, 2), new OwnerChanged(1, 2, OwnerChange.Killed),
        new OwnerChanged(1, 2, OwnerChange.Stopped), new OwnerChanged(1, 2, OwnerChange.Failed),
        new FaultInjected("cut", "x"), new Healed(), new GroupRead("g", 1, 2, 3), new GaugeRead(1, "name", 2, 3),
        new RunEnded(true), new RunEnded(false),
    ];

    private static List<string> Told(Script script, Violation violation) =>
        [.. Story.Of(script.Events, violation).Select(line => line.TrimStart())];
}
