using ActorMQ.Simulation.Checking;
using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Tests.Checking;

/// <summary>The invariants of sending and storing, each with histories that break it.</summary>
public sealed class LogInvariantsTests
{
    [Fact]
    public void A_good_history_is_clean_and_exercises_every_invariant_of_the_log()
    {
        var script = Script.Begin().Whole(1, 0).Send(2, key: "k").Send(3, key: "k").Store(2, 3).Acked(2, 1).Acked(3, 2);
        script.Deliver(2, 1).Deliver(3, 2).Send(4).Refused(4).Send(5).Unknown(5).Floor(1).Purge(1);
        var report = script.Add(new GaugeRead(1, "g", 3, 3)).End().Check();
        Assert.True(report.IsClean, string.Join("; ", report.Violations));
        Assert.Equal(5, report.Messages);
        foreach (var id in new[] { "I0", "I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I12", "I14", "I16" })
            Assert.True(report.Exercised[id] > 0, id);
    }

    [Fact]
    public void Every_invariant_has_its_own_id_and_a_sentence()
    {
        var invariants = HistoryChecker.Invariants(new CheckOptions());
        Assert.Equal(invariants.Count, invariants.Select(invariant => invariant.Id).Distinct().Count());
        Assert.All(invariants, invariant => Assert.EndsWith(".", invariant.Says, StringComparison.Ordinal));
    }

    [Fact]
    public void I0_time_that_goes_back() =>
        new Script().Send(1).Wait(-5000).Send(2).Breaks("I0", "Time goes back");

    [Fact]
    public void I0_a_message_that_is_sent_twice() => Script.Begin().Send(1).Send(1).Breaks("I0", "sent twice");

    [Fact]
    public void I0_a_send_that_ends_twice() =>
        Script.Begin().Send(1).Refused(1).Refused(1).Breaks("I0", "ends twice");

    [Fact]
    public void I0_a_send_that_ends_and_never_began() => Script.Begin().Refused(1).Breaks("I0", "has not begun");

    [Fact]
    public void I0_something_behind_the_end() => Script.Begin().End().Send(1).Breaks("I0", "follows RunEnded");

    [Fact]
    public void I1_acked_and_never_stored() =>
        Script.Begin().Send(1).Acked(1, 0).Breaks("I1", "not stored there by then");

    [Fact]
    public void I1_acked_before_it_is_stored() =>
        Script.Begin().Send(1).Acked(1, 0).Store(1).Breaks("I1", "not stored there by then");

    [Fact]
    public void I1_acked_for_another_offset() =>
        Script.Begin().Send(1).Send(2).Store(1, 2).Acked(1, 1).Breaks("I1", "message 2 is");

    [Fact]
    public void I1_acked_for_another_partition() =>
        Script.Begin().Send(1).Store(1).Acked(1, 0, partition: 1).Breaks("I1", "not stored there by then");

    [Fact]
    public void I1_stored_with_other_bytes() => Script.Begin().Send(1)
        .Add(new StoreAppended(1, 0, 1, 1, 1)).Add(new StoreRecord(0, 0, 1, 7, 0, 0, 1, 99))
        .Acked(1, 0).Breaks("I1", "other bytes");

    [Fact]
    public void I2_a_gap_in_the_offsets() => Script.Begin().Send(1)
        .Add(new StoreAppended(1, 0, 1, 1, 2)).Add(new StoreRecord(0, 1, 1, 7, 0, 0, 1, Script.HashOf(1)))
        .Breaks("I2", "offset 0 was next");

    [Fact]
    public void I2_an_offset_that_is_used_again() => Script.Begin().Send(1).Store(1)
        .Add(new StoreAppended(1, 0, 1, 2, 2)).Add(new StoreRecord(0, 0, 1, 7, 0, 1, 2, Script.HashOf(2)))
        .Breaks("I2", "offset 1 was next");

    [Fact]
    public void I2_an_append_without_its_records() =>
        Script.Begin().Add(new StoreAppended(1, 0, 1, 1, 2)).End().Breaks("I2", "its records end at 0");

    [Fact]
    public void I2_a_record_of_no_append() => Script.Begin().Send(1)
        .Add(new StoreRecord(0, 0, 1, 7, 0, 0, 1, Script.HashOf(1))).Breaks("I2", "of no append");

    [Fact]
    public void I2_an_append_under_a_right_that_was_lost() => Script.Begin().Acquire(2, 2)
        .Add(new StoreAppended(1, 0, 1, 1, 0)).Breaks("I2", "not the newest");

    [Fact]
    public void I2_an_append_without_any_right() =>
        new Script().Add(new StoreAppended(1, 0, 1, 1, 0)).Breaks("I2", "not the newest");

    [Fact]
    public void I2_a_sequence_that_is_left_out() => Script.Begin().Send(1).Store(1)
        .Add(new StoreAppended(1, 0, 1, 3, 1)).Breaks("I2", "follows append 1");

    [Fact]
    public void I2_a_sequence_that_comes_twice() => Script.Begin().Send(1).Store(1)
        .Add(new StoreAppended(1, 0, 1, 1, 1)).Breaks("I2", "follows append 1");

    [Fact]
    public void I2_an_append_that_goes_back() => Script.Begin().Send(1).Send(2).Store(1, 2)
        .Add(new StoreAppended(1, 0, 1, 2, 1)).Breaks("I2", "goes back to offset 1");

    [Fact]
    public void I2_an_epoch_that_is_not_higher() => Script.Begin().Acquire(2, 1).Breaks("I2", "not higher than 1");

    [Fact]
    public void I2_a_right_that_forgets_the_end_of_the_log() => Script.Begin().Send(1).Store(1)
        .Add(new StoreAcquired(2, 0, 2, 0)).Breaks("I2", "the log ends at 1");

    [Fact]
    public void I2_a_record_of_a_lower_epoch_behind_a_higher_one() => Script.Begin().Acquire(1, 2)
        .Send(1).Send(2).Store(1)
        .Add(new StoreAppended(1, 0, 2, 2, 2)).Add(new StoreRecord(0, 1, 1, 7, 0, 1, 2, Script.HashOf(2)))
        .Breaks("I2", "behind one of 2");

    [Fact]
    public void I2_a_record_of_an_epoch_from_the_future() => Script.Begin().Send(1)
        .Add(new StoreAppended(1, 0, 1, 1, 1)).Add(new StoreRecord(0, 0, 5, 7, 0, 0, 1, Script.HashOf(1)))
        .Breaks("I2", "of epoch 5");

    [Fact]
    public void I2_a_batch_that_is_stored_again_after_a_new_right_keeps_its_epoch() => Script.Begin().Acquire(1, 2)
        .Send(1).Add(new StoreAppended(1, 0, 2, 1, 1)).Add(new StoreRecord(0, 0, 1, 7, 0, 0, 1, Script.HashOf(1)))
        .Acked(1, 0).Deliver(1, 0).End().Holds();

    [Fact]
    public void I3_another_message_at_the_offset() =>
        Script.Begin().Send(1).Send(2).Store(1, 2).Deliver(2, 0).Breaks("I3", "it was 1");

    [Fact]
    public void I3_other_bytes_at_the_offset() => Script.Begin().Send(1).Store(1)
        .Add(new DeliveryCame("a", 1, 0, 0, 1, 1, 99)).Breaks("I3", "other bytes");

    [Fact]
    public void I3_two_readers_see_two_messages() => Script.Begin().Join("b", 2).Send(1).Send(2)
        .Deliver(1, 0).Deliver(2, 0, group: "b", consumer: 2).Breaks("I3", "it was 1");

    [Fact]
    public void I4_two_messages_of_a_producer_change_places() =>
        Script.Begin().Send(1).Send(2).Store(2, 1).Breaks("I4", "behind message 2");

    [Fact]
    public void I4_messages_of_two_producers_may_change_places() =>
        Script.Begin().Send(1).Send(2, producer: 2).Store(2, 1).Acked(1, 1).Acked(2, 0).Deliver(2, 0).Deliver(1, 1)
            .End().Holds();

    [Fact]
    public void I4_messages_of_a_producer_may_go_to_two_partitions() => Script.Begin().Acquire(1, 1, partition: 1)
        .Send(1).Send(2).StoreIn(1, 2).Store(1).End(isQuiet: false).Holds(new CheckOptions { ExpectsQuiet = false });

    [Fact]
    public void I4_a_key_that_moves() => Script.Begin().Acquire(1, 1, partition: 1).Send(1, key: "k").Send(2, key: "k")
        .Store(1).StoreIn(1, 2).Breaks("I4", "with key k");

    [Fact]
    public void I5_stored_and_never_sent() => Script.Begin().Store(1).Breaks("I5", "nobody has sent");

    [Fact]
    public void I5_stored_before_it_was_sent() => Script.Begin().Store(1).Send(1).Breaks("I5", "nobody has sent");

    [Fact]
    public void I5_delivered_and_never_sent() => Script.Begin().Deliver(1, 0).Breaks("I5", "nobody has sent");

    [Fact]
    public void I5_delivered_before_it_is_stored() =>
        Script.Begin().Send(1).Deliver(1, 0).Store(1).Breaks("I5", "nothing was stored by then");

    [Fact]
    public void I5_stored_with_bytes_that_were_not_sent() => Script.Begin().Send(1)
        .Add(new StoreAppended(1, 0, 1, 1, 1)).Add(new StoreRecord(0, 0, 1, 7, 0, 0, 1, 99))
        .Breaks("I5", "other bytes");

    [Fact]
    public void I6_a_message_that_is_stored_twice() =>
        Script.Begin().Send(1).Store(1).Store(1).Breaks("I6", "and at partition 0 offset 1");

    [Fact]
    public void I6_a_message_in_two_partitions() => Script.Begin().Acquire(1, 1, partition: 1).Send(1).Store(1)
        .StoreIn(1, 1).Breaks("I6", "and at partition 1 offset 0");

    [Fact]
    public void I6_a_sequence_that_comes_twice() => Sequence(epoch: 0, sequence: 0).Breaks("I6", "sequence 0");

    [Fact]
    public void I6_a_sequence_that_is_left_out() => Sequence(epoch: 0, sequence: 2).Breaks("I6", "1 was next");

    [Fact]
    public void I6_an_epoch_that_does_not_begin_at_0() => Sequence(epoch: 1, sequence: 1).Breaks("I6", "0 was next");

    [Fact]
    public void I6_an_epoch_that_falls() => Sequence(epoch: -1, sequence: 0).Breaks("I6", "behind one of epoch 0");

    [Fact]
    public void I9_a_refused_message_that_is_stored() =>
        Script.Begin().Send(1).Refused(1).Store(1).Breaks("I9", "refused at");

    [Fact]
    public void I9_a_stored_message_that_is_refused() =>
        Script.Begin().Send(1).Store(1).Refused(1).Breaks("I9", "refused at");

    [Fact]
    public void I9_an_unknown_message_that_is_stored_twice() =>
        Script.Begin().Send(1).Store(1).Unknown(1).Store(1).Breaks("I9", "twice");

    [Fact]
    public void I9_an_unknown_message_may_be_stored_once() =>
        Script.Begin().Send(1).Unknown(1).Store(1).Deliver(1, 0).End().Holds();

    [Fact]
    public void I12_an_append_by_somebody_else() => Script.Begin().Acquire(2, 2)
        .Add(new StoreAppended(1, 0, 2, 1, 0)).Breaks("I12", "owner 2's");

    [Fact]
    public void I12_an_epoch_that_is_given_twice() => Script.Begin().Acquire(2, 1).Breaks("I12", "given twice");

    [Fact]
    public void I14_a_gauge_above_its_cap() =>
        Script.Begin().Add(new GaugeRead(1, "in flight", 4, 3)).Breaks("I14", "its cap is 3");

    [Fact]
    public void I16_a_run_that_does_not_come_to_rest() =>
        Script.Begin().End(isQuiet: false).Breaks("I16", "did not come to rest");

    [Fact]
    public void I16_a_history_that_breaks_off() => Script.Begin().Breaks("I16", "did not come to rest");

    [Fact]
    public void I16_a_send_without_an_end() => Script.Begin().Send(1).End().Breaks("I16", "has no end");

    [Fact]
    public void I16_a_run_under_faults_owes_nothing() =>
        Script.Begin().Send(1).End(isQuiet: false).Holds(new CheckOptions { ExpectsQuiet = false });

    [Fact]
    public void Breaches_beyond_the_first_ten_are_counted()
    {
        var script = Script.Begin();
        for (var message = 1; message <= 25; message++)
            script.Add(new GaugeRead(1, "g", 4, 3));
        var report = script.End().Check();
        Assert.Equal((10, 25), (report.Violations.Count, report.ViolationCount));
    }

    private static Script Sequence(int epoch, long sequence) => Script.Begin().Send(1).Send(2).Store(1)
        .Add(new StoreAppended(1, 0, 1, 2, 2))
        .Add(new StoreRecord(0, 1, 1, 7, epoch, sequence, 2, Script.HashOf(2)));
}
