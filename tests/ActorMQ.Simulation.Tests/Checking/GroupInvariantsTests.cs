using ActorMQ.Simulation.Checking;
using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Tests.Checking;

/// <summary>The invariants of delivering and settling, each with histories that break it.</summary>
public sealed class GroupInvariantsTests
{
    private static readonly CheckOptions NoLinger = new() { LingerUs = 0 };

    [Fact]
    public void I7_a_floor_that_falls_under_one_right() =>
        Script.Begin().Whole(1, 0).Floor(1).Floor(0).Breaks("I7", "was at 1 before");

    [Fact]
    public void I7_a_floor_may_fall_with_its_owner() =>
        Script.Begin().Whole(1, 0).Floor(1).Acquire(1, 2).Floor(0).End().Holds();

    [Fact]
    public void I7_a_floor_above_the_log() => Script.Begin().Whole(1, 0).Floor(2).Breaks("I7", "above the log's end");

    [Fact]
    public void I7_a_floor_that_passes_what_nobody_acked() =>
        Script.Begin().Whole(1, 0).Send(2).Store(2).Deliver(2, 1).Floor(2).Breaks("I7", "passed offset 1");

    [Fact]
    public void I7_a_floor_that_passes_a_nack() =>
        Script.Begin().Whole(1, 0).Send(2).Store(2).Deliver(2, 1).Nack(1).Floor(2).Breaks("I7", "passed offset 1");

    [Fact]
    public void I7_a_group_that_was_added_later_begins_behind_what_the_others_acked() =>
        Script.Begin().Whole(1, 0).Join("b", 2).Floor(1, "b").End().Holds();

    [Fact]
    public void I7_the_ack_of_another_group_counts_for_nothing_behind_the_beginning() => Script.Begin().Whole(1, 0)
        .Join("b", 2).Deliver(1, 0, group: "b", consumer: 2).Floor(1, "b").Breaks("I7", "passed offset 0");

    [Fact]
    public void I7_a_purge_that_passes_what_a_group_has_not_acked() => Script.Begin().Whole(1, 0).Join("b", 2)
        .Deliver(1, 0, group: "b", consumer: 2).Purge(1).Breaks("I7", "group b");

    [Fact]
    public void I7_a_purge_above_the_log() => Script.Begin().Whole(1, 0).Purge(2).Breaks("I7", "the log ends at 1");

    [Fact]
    public void I8_a_message_that_never_arrives() =>
        Script.Begin().Whole(1, 0).Send(2).Store(2).Acked(2, 1).End().Breaks("I8", "never delivered to group a");

    [Fact]
    public void I8_a_message_whose_send_failed_is_owed_too() =>
        Script.Begin().Send(2).Store(2).Unknown(2).End().Breaks("I8", "never delivered to group a");

    [Fact]
    public void I8_each_group_is_owed_each_message() => Script.Begin().Join("b", 2).Send(1).Store(1).Acked(1, 0)
        .Deliver(1, 0).End().Breaks("I8", "never delivered to group b");

    [Fact]
    public void I8_a_message_below_the_first_delivery_is_owed() => Script.Begin().Send(1).Send(2).Store(1, 2)
        .Acked(1, 0).Acked(2, 1).Deliver(2, 1).End().Breaks("I8", "Message 1");

    [Fact]
    public void I8_a_group_that_was_added_later_is_owed_what_was_not_settled() => Script.Begin().Whole(1, 0)
        .Join("b", 2).Send(2).Store(2).Acked(2, 1).Deliver(2, 1).Deliver(2, 1, group: "b", consumer: 2).End().Holds();

    [Fact]
    public void I8_a_group_without_consumers_after_the_faults_is_owed_nothing() => Script.Begin().Join("b", 2)
        .Leave("b", 2).Add(new Healed()).Send(1).Store(1).Acked(1, 0).Deliver(1, 0).End().Holds();

    [Fact]
    public void I8_a_run_under_faults_owes_nothing() => Script.Begin().Send(1).Store(1).Acked(1, 0)
        .End(isQuiet: false).Holds(new CheckOptions { ExpectsQuiet = false });

    [Fact]
    public void I8a_a_durable_ack_and_then_the_message_again() => Script.Begin().Whole(1, 0).Flush()
        .Wait(61 * Script.Second).Deliver(1, 0, attempt: 2).Breaks("I8a", "attempt 2");

    [Fact]
    public void I8a_the_ack_of_a_consumer_counts_for_its_group() => Script.Begin().Join("a", 2).Whole(1, 0).Flush()
        .Deliver(1, 0, attempt: 2, consumer: 2).Breaks("I8a", "consumer 2", NoLinger);

    [Fact]
    public void I8a_what_was_handed_out_before_may_come_for_a_while() =>
        Script.Begin().Join("a", 2).Whole(1, 0).Flush().Deliver(1, 0, attempt: 2, consumer: 2).End().Holds();

    [Fact]
    public void I8a_a_consumer_that_began_later_gets_nothing_old() => Script.Begin().Whole(1, 0).Flush().Join("a", 2)
        .Deliver(1, 0, attempt: 2, consumer: 2).Breaks("I8a", "consumer 2");

    [Fact]
    public void I8a_an_owner_that_lost_its_right_may_deliver_for_a_while() => Script.Begin().Whole(1, 0).Flush()
        .Wait(61 * Script.Second).Acquire(2, 2).Join("a", 2).Deliver(1, 0, attempt: 2, consumer: 2).End().Holds();

    [Fact]
    public void I8a_an_ack_that_was_not_flushed_may_be_lost() => Script.Begin().Whole(1, 0)
        .Wait(61 * Script.Second).Deliver(1, 0, attempt: 2).End().Holds();

    [Fact]
    public void I8a_an_ack_that_was_stale_counts_for_nothing() => Script.Begin().Whole(1, 0).Flush(stale: 1)
        .Wait(61 * Script.Second).Deliver(1, 0, attempt: 2).End().Holds();

    [Fact]
    public void I8a_a_flush_confirms_only_its_own_consumer() => Script.Begin().Join("a", 2).Whole(1, 0).Flush("a", 2)
        .Wait(61 * Script.Second).Deliver(1, 0, attempt: 2).End().Holds();

    [Fact]
    public void I8b_the_first_attempt_is_1() =>
        Script.Begin().Send(1).Store(1).Deliver(1, 0, attempt: 0).Breaks("I8b", "attempt 0");

    [Fact]
    public void I8b_attempts_are_bounded() => Script.Begin().Send(1).Store(1).Deliver(1, 0, attempt: 4)
        .Breaks("I8b", "from 1 to 3", new CheckOptions { AttemptsMax = 3 });

    [Fact]
    public void I8b_the_same_attempt_again() => Script.Begin().Send(1).Store(1)
        .Deliver(1, 0, 1).Nack(0).Deliver(1, 0, 1).Breaks("I8b", "after attempt 1");

    [Fact]
    public void I8b_an_attempt_that_falls() => Script.Begin().Send(1).Store(1).Deliver(1, 0, 3).Deliver(1, 0, 2)
        .Breaks("I8b", "after attempt 3");

    [Fact]
    public void I8b_an_owner_that_takes_over_may_count_again() => Script.Begin().Send(1).Store(1).Acked(1, 0)
        .Deliver(1, 0).Acquire(2, 2).Deliver(1, 0).End().Holds();

    [Fact]
    public void I8b_two_consumers_may_see_one_attempt() => Script.Begin().Join("a", 2).Send(1).Store(1).Acked(1, 0)
        .Deliver(1, 0, 2).Deliver(1, 0, 1, consumer: 2).End().Holds();

    [Fact]
    public void I7_a_floor_may_pass_a_dead_letter() => Script.Begin().Tell(limit: 1).Send(1).Store(1).Acked(1, 0)
        .Deliver(1, 0).Nack(0).Letter(1, 0, attempts: 1).Floor(1).End().Holds();

    [Fact]
    public void I7_a_group_that_was_deleted_may_begin_anew() => Script.Begin().Tell().Whole(1, 0).Floor(1)
        .Add(new GroupDropped("a")).Floor(0).End().Holds();

    [Fact]
    public void I7_a_log_may_leave_behind_what_is_old() => Script.Begin().TellTopic(isLog: true, retentionMs: 1_000)
        .Send(1).Store(1).Acked(1, 0).Wait(2 * Script.Second).Floor(1).Purge(1).End().Holds();

    [Fact]
    public void I7_a_log_may_not_leave_behind_what_is_young() => Script.Begin()
        .TellTopic(isLog: true, retentionMs: 9_000).Send(1).Store(1).Acked(1, 0).Wait(2 * Script.Second).Floor(1)
        .Breaks("I7", "passed offset 0");

    [Fact]
    public void I8_a_dead_letter_need_not_have_been_seen() => Script.Begin().Tell(limit: 1).Send(1).Store(1).Acked(1, 0)
        .Letter(1, 0, attempts: 1, cause: "AckWaitPassed").End().Holds();

    [Fact]
    public void I8_a_queue_owes_what_it_has_purged() => Script.Begin().TellTopic().Send(1).Store(1).Acked(1, 0)
        .Purge(1).End().Breaks("I8", "never delivered");

    [Fact]
    public void I8a_a_dead_letter_and_then_the_message_again() => Script.Begin().Tell().Send(1).Store(1)
        .Deliver(1, 0, 3).Nack(0, attempt: 3).Letter(1, 0).Deliver(1, 0, 3).Breaks("I8a", "dead letter", NoLinger);

    [Fact]
    public void I8b_no_attempt_is_beyond_the_limit() =>
        Script.Begin().Tell(limit: 3).Send(1).Store(1).Deliver(1, 0, 4).Breaks("I8b", "from 1 to 3");

    [Fact]
    public void I8b_the_highest_limit_that_was_told_counts() => Script.Begin().Tell(limit: 4).Tell(limit: 2)
        .Whole(1, 0).Send(2).Store(2).Acked(2, 1).Deliver(2, 1, 4).Ack(1).End().Holds();

    [Fact]
    public void I8b_without_dead_letters_there_is_no_limit() => Script.Begin().Tell(limit: 1, hasLetters: false)
        .Send(1).Store(1).Acked(1, 0).Deliver(1, 0, 9).Ack(0).End().Holds();

    [Fact]
    public void I8b_a_durable_nack_counts_for_everybody() => Script.Begin().Join("a", 2).Send(1).Store(1)
        .Deliver(1, 0, 2).Nack(0, attempt: 2).Flush().Acquire(2, 2).Deliver(1, 0, 2, consumer: 2)
        .Breaks("I8b", "failed was durable", NoLinger);

    [Fact]
    public void I8b_a_nack_that_was_not_flushed_may_be_forgotten() => Script.Begin().Join("a", 2).Send(1).Store(1)
        .Acked(1, 0).Deliver(1, 0, 2).Nack(0, attempt: 2).Acquire(2, 2).Deliver(1, 0, 2, consumer: 2).End()
        .Holds(NoLinger);

    [Fact]
    public void O1_first_attempts_in_the_wrong_order() => Script.Begin().Send(1).Send(2).Store(1, 2)
        .Deliver(2, 1).Deliver(1, 0).Breaks("O1", "after offset 1");

    [Fact]
    public void O1_a_redelivery_may_come_late() => Script.Begin().Whole(1, 0).Send(2).Store(2).Acked(2, 1)
        .Deliver(2, 1).Deliver(1, 0, 2).End().Holds();

    [Fact]
    public void O1_somebody_who_left_before_it_was_stored_brings_nothing_back() => Script.Begin().Join("a", 2)
        .Leave("a", 2).Wait(1).Send(1).Send(2).Store(1, 2).Deliver(2, 1).Deliver(1, 0)
        .Breaks("O1", "after offset 1", NoLinger);

    [Fact]
    public void O1_what_somebody_has_who_stays_does_not_come_back() => Script.Begin().Join("a", 2).Join("a", 3)
        .Send(1).Send(2).Store(1, 2).Deliver(1, 0, consumer: 3).Deliver(2, 1).Leave("a", 2).Deliver(1, 0)
        .Breaks("O1", "after offset 1");

    [Fact]
    public void O1_what_was_lost_with_a_connection_may_come_late() => Script.Begin().Join("a", 2)
        .Send(1).Send(2).Store(1, 2).Deliver(1, 0, consumer: 2).Deliver(2, 1).Add(new LinkLost("a", 2))
        .Acked(1, 0).Acked(2, 1).Deliver(1, 0).End().Holds();

    [Fact]
    public void O1_what_a_leaving_consumer_hands_back_may_come_late() => Script.Begin().Join("a", 2).Send(1).Send(2)
        .Store(1, 2).Acked(1, 0).Acked(2, 1).Deliver(2, 1).Deliver(1, 0).Leave("a", 2).End().Holds();

    [Fact]
    public void O1_what_could_not_be_read_may_come_late() => Script.Begin().Send(1).Send(2).Store(1, 2)
        .Acked(1, 0).Acked(2, 1).Add(new FaultInjected("BitFlipRead", "owner 1")).Deliver(2, 1).Deliver(1, 0)
        .End().Holds();

    [Fact]
    public void O1_another_owner_begins_again() => Script.Begin().Send(1).Send(2).Store(1, 2).Acked(1, 0).Acked(2, 1)
        .Deliver(2, 1).Acquire(2, 2).Deliver(1, 0).End().Holds();
}
