using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Tests.Checking;

/// <summary>The invariants of failing and keeping, each with histories that break it and near misses.</summary>
public sealed class DeadLetterInvariantsTests
{
    [Fact]
    public void A_good_history_exercises_every_one_of_them()
    {
        var script = Failed(reason: "no").Letter(1, 0, 1, reason: "no").TellTopic().Send(2).Store(2).Acked(2, 1);
        script.Deliver(2, 1).Nack(1).Flush().Deliver(2, 1, 2).Ack(1).Floor(2).Purge(2);
        var report = script.End(isQuiet: false).Check();
        foreach (var id in new[] { "D1", "D2", "D3", "K1" })
            Assert.True(report.Exercised[id] > 0, id);
    }

    [Fact]
    public void D1_a_dead_letter_that_its_group_gave_up() =>
        Failed(reason: "no").Letter(1, 0, 1, reason: "no").End().Holds();

    [Fact]
    public void D1_a_dead_letter_of_nothing() =>
        Failed().Letter(1, 7, 1).Breaks("D1", "where nothing is");

    [Fact]
    public void D1_a_dead_letter_of_another_message() =>
        Failed().Send(2).Store(2).Letter(2, 0, 1).Breaks("D1", "is not what is at partition 0 offset 0");

    [Fact]
    public void D1_a_dead_letter_with_other_bytes() =>
        Failed().Letter(1, 0, 1, hash: 9).Breaks("D1", "is not what is at partition 0 offset 0");

    [Fact]
    public void D1_a_dead_letter_that_is_there_twice() =>
        Failed().Letter(1, 0, 1).Letter(1, 0, 1).Breaks("D1", "there twice");

    [Fact]
    public void D1_a_group_that_was_deleted_may_give_up_again() =>
        Failed().Letter(1, 0, 1).Add(new GroupDropped("a")).Letter(1, 0, 1).End().Holds();

    [Fact]
    public void D1_a_dead_letter_of_a_group_that_has_none() => Script.Begin().Tell(limit: 1, hasLetters: false).Send(1)
        .Store(1).Deliver(1, 0).Nack(0).Letter(1, 0, 1).Breaks("D1", "which the group never has");

    [Fact]
    public void D1_more_attempts_than_the_limit() =>
        Failed().Letter(1, 0, 2).Breaks("D1", "2 attempts, which the group never has");

    [Fact]
    public void D1_attempts_that_are_not_used_up() => Script.Begin().Tell(limit: 3).Send(1).Store(1).Deliver(1, 0)
        .Nack(0).Letter(1, 0, 1).Breaks("D1", "not used up after 1");

    [Fact]
    public void D1_a_rejection_needs_no_attempts() => Script.Begin().Tell(limit: 3).Send(1).Store(1).Acked(1, 0)
        .Deliver(1, 0).Reject(0, "no").Letter(1, 0, 1, "Rejected", "no").End().Holds();

    [Fact]
    public void D1_a_rejection_that_nobody_said() => Script.Begin().Tell(limit: 3).Send(1).Store(1).Deliver(1, 0)
        .Nack(0, reason: "no").Letter(1, 0, 1, "Rejected", "no").Breaks("D1", "nobody has rejected it");

    [Fact]
    public void D1_a_reason_of_another_attempt() => Script.Begin().Tell(limit: 2).Send(1).Store(1).Deliver(1, 0)
        .Nack(0, reason: "no").Deliver(1, 0, 2).Nack(0, attempt: 2, reason: "never")
        .Letter(1, 0, 2, reason: "no").Breaks("D1", "nobody has said that");

    [Fact]
    public void D1_a_reason_for_what_nobody_gave_back() =>
        Failed(reason: "no").Letter(1, 0, 1, "AckWaitPassed", "no").Breaks("D1", "nobody can have said that");

    [Fact]
    public void D1_a_cause_that_is_none() => Failed().Letter(1, 0, 1, "Bored").Breaks("D1", "no cause Bored");

    [Fact]
    public void D1_a_dead_letter_that_is_shown_with_another_origin() => Failed().Letter(1, 0, 1)
        .Add(new LetterCame("d", 3, 100, 0, new LetterOrigin("a", 0, 1, 1, "Nacked", "Nacked"), true))
        .Breaks("D1", "another origin");

    [Fact]
    public void D1_a_dead_letter_that_lost_a_header() => Failed().Letter(1, 0, 1)
        .Add(new LetterCame("d", 3, 100, 0, new LetterOrigin("a", 0, 0, 1, "Nacked", "Nacked"), false))
        .Breaks("D1", "lost headers");

    [Fact]
    public void D2_neither_settled_nor_a_dead_letter() => Failed().End().Breaks("D2", "neither settled");

    [Fact]
    public void D2_a_run_under_faults_owes_no_end() => Failed().End(isQuiet: false)
        .Holds(new() { ExpectsQuiet = false });

    [Fact]
    public void D2_a_dead_letter_of_what_was_acked() => Script.Begin().Tell().Whole(1, 0).Flush()
        .Letter(1, 0).Breaks("D2", "its ack was durable");

    [Fact]
    public void D2_an_ack_that_is_accepted_for_a_dead_letter() =>
        Failed().Letter(1, 0, 1).Ack(0).Flush().Breaks("D2", "its ack was accepted");

    [Fact]
    public void D2_an_ack_that_is_stale_may_come_behind_a_dead_letter() =>
        Failed().Letter(1, 0, 1).Ack(0).Flush(stale: 1).End().Holds();

    [Fact]
    public void D2_two_acks_that_are_accepted() => Script.Begin().Join("a", 2).Tell().Whole(1, 0).Flush()
        .Deliver(1, 0, 2, consumer: 2).Ack(0, consumer: 2).Flush("a", 2).Breaks("D2", "settled twice");

    [Fact]
    public void D2_two_acks_of_which_one_is_accepted() => Script.Begin().Join("a", 2).Tell().Whole(1, 0).Flush()
        .Deliver(1, 0, 2, consumer: 2).Ack(0, consumer: 2).Flush("a", 2, stale: 1).End().Holds();

    [Fact]
    public void D2_what_was_rejected_durably_is_a_dead_letter() => Script.Begin().Tell().Send(1).Store(1).Acked(1, 0)
        .Deliver(1, 0).Reject(0).Flush().Deliver(1, 0).Ack(0).End().Breaks("D2", "is no dead letter");

    [Fact]
    public void D2_a_last_attempt_that_failed_durably_is_a_dead_letter() =>
        Failed().Flush().Ack(0).End().Breaks("D2", "is no dead letter");

    [Fact]
    public void D2_what_a_log_has_dropped_is_owed_to_nobody() => Script.Begin().Tell()
        .TellTopic(isLog: true, retentionMs: 1_000).Send(1).Store(1).Acked(1, 0).Wait(2 * Script.Second).Purge(1)
        .End().Holds();

    [Fact]
    public void D3_a_delay_that_is_cut_short() => GivenBack(delayMs: 500).Flush().Wait(Script.Second / 4)
        .Deliver(1, 0, 2).Breaks("D3", "it was due at");

    [Fact]
    public void D3_a_delay_that_is_cut_short_before_anybody_knows_that_it_holds() => GivenBack(delayMs: 500)
        .Deliver(1, 0, 2).Flush().Breaks("D3", "it was due at");

    [Fact]
    public void D3_a_delay_that_is_over() => GivenBack(delayMs: 500).Flush().Wait(Script.Second / 2)
        .Deliver(1, 0, 2).Ack(0).End().Holds();

    [Fact]
    public void D3_a_nack_that_was_stale_has_no_delay() =>
        GivenBack(delayMs: 500).Flush(stale: 1).Deliver(1, 0, 2).Ack(0).End().Holds();

    [Fact]
    public void D3_the_same_attempt_again_is_another_matter() => GivenBack(delayMs: 500).Flush().Acquire(2, 2)
        .Deliver(1, 0).Ack(0).End().Holds();

    [Fact]
    public void D3_a_backoff_that_is_cut_short() => GivenBack(delayMs: -1).Flush().Wait(Script.Second / 2)
        .Deliver(1, 0, 2).Breaks("D3", "it was due at");

    [Fact]
    public void D3_the_shortest_backoff_that_was_told_counts() => GivenBack(delayMs: -1, shortestMs: 100).Flush()
        .Wait(Script.Second / 2).Deliver(1, 0, 2).Ack(0).End().Holds();

    [Fact]
    public void D3_a_clock_that_jumped_ends_waits() => GivenBack(delayMs: 500)
        .Add(new FaultInjected("ClockJump", "owner 1")).Flush().Deliver(1, 0, 2).Ack(0).End().Holds();

    [Fact]
    public void D4_a_retry_that_comes_before_what_nobody_has_had() => GivenBack(delayMs: 500).Send(2).Store(2)
        .Acked(2, 1).Add(new Healed()).Wait(61 * Script.Second).Deliver(1, 0, 2).Breaks("D4", "offset 1");

    [Fact]
    public void D4_what_was_stored_lately_may_come_later() => GivenBack(delayMs: 500).Add(new Healed())
        .Wait(61 * Script.Second).Send(2).Store(2).Acked(2, 1).Deliver(1, 0, 2).Ack(0).Deliver(2, 1).Ack(1).End()
        .Holds();

    [Fact]
    public void D4_under_faults_anything_may_take_long() => GivenBack(delayMs: 500).Send(2).Store(2).Acked(2, 1)
        .Wait(61 * Script.Second).Deliver(1, 0, 2).Ack(0).Deliver(2, 1).Ack(1).End().Holds();

    [Fact]
    public void D5_a_dead_letter_that_comes_back_once() =>
        Failed().Letter(1, 0, 1).Redriven(1, 1, 1).Deliver(1, 1).Ack(1).End().Holds();

    [Fact]
    public void D5_a_dead_letter_that_comes_back_twice() =>
        Failed().Letter(1, 0, 1).Redriven(1, 1, 1).Redriven(1, 2, 1).Breaks("D5", "has come back before");

    [Fact]
    public void D5_what_was_no_dead_letter_does_not_come_back() =>
        Script.Begin().Tell().Whole(1, 0).Redriven(1, 1, 1).Breaks("D5", "was a dead letter 0 times");

    [Fact]
    public void D5_what_is_redriven_is_owed_to_its_group() =>
        Failed().Letter(1, 0, 1).Redriven(1, 1, 1).End().Breaks("I8", "partition 0 offset 1");

    [Fact]
    public void D5_what_is_redriven_is_for_no_other_group() => Failed().Letter(1, 0, 1).Join("b", 2)
        .Deliver(1, 0, group: "b", consumer: 2).Ack(0, "b", 2).Redriven(1, 1, 1).Deliver(1, 1).Ack(1).Floor(2, "b")
        .End().Holds();

    [Fact]
    public void K1_a_log_that_drops_what_is_young() => Script.Begin().TellTopic(isLog: true, retentionMs: 5_000)
        .Send(1).Store(1).Wait(Script.Second).Purge(1).Breaks("K1", "of a log");

    [Fact]
    public void K1_a_log_that_drops_and_was_told_to_keep_for_ever() => Script.Begin().TellTopic(isLog: true)
        .Send(1).Store(1).Wait(9_000L * Script.Second).Purge(1).Breaks("K1", "of a log");

    [Fact]
    public void K1_a_log_with_a_limit_by_size_may_drop_anything() => Script.Begin()
        .TellTopic(isLog: true, retentionMs: 5_000, retentionBytes: 1).Send(1).Store(1).Acked(1, 0).Purge(1)
        .End().Holds();

    [Fact]
    public void K1_a_queue_that_drops_what_it_was_to_keep() => Script.Begin().TellTopic(purgeAfterMs: 5_000)
        .Whole(1, 0).Purge(1).Breaks("K1", "of a queue");

    [Fact]
    public void K1_a_queue_that_kept_for_long_enough() => Script.Begin().TellTopic(purgeAfterMs: 5_000)
        .Whole(1, 0).Wait(6L * Script.Second).Purge(1).End().Holds();

    // One attempt, given back, and there are no more.
    private static Script Failed(string? reason = null) => Script.Begin().Tell(limit: 1).Send(1).Store(1).Acked(1, 0)
        .Deliver(1, 0).Nack(0, reason: reason);

    private static Script GivenBack(long delayMs, int shortestMs = 1_000) => Script.Begin()
        .Tell(backoffMs: shortestMs).Tell(backoffMs: 1_000).Send(1).Store(1).Acked(1, 0).Deliver(1, 0)
        .Nack(0, delayMs: delayMs);
}
