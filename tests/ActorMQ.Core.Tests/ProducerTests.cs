using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Tests;

public sealed class ProducerTests
{
    private readonly Partition _partition = new(new PartitionId(1, 0));

    [Fact]
    public void Offsets_follow_each_other_without_gap()
    {
        Assert.Equal((0, 3), Accept(sequence: 0, count: 3));
        Assert.Equal((3, 5), Accept(sequence: 3, count: 2));
        Assert.Equal(5, _partition.NextOffset);
    }

    [Fact]
    public void A_decision_changes_nothing()
    {
        _partition.Decide(Batch(sequence: 0, count: 3), Partitions.At(0));
        Assert.Equal((0, 0, 0), (_partition.NextOffset, _partition.ProducerCount, _partition.PendingEventBytes));
    }

    [Fact]
    public void A_retry_gets_the_original_offset_and_tells_whether_it_is_durable()
    {
        Accept(sequence: 0, count: 3);
        Accept(sequence: 3, count: 2);
        _partition.MarkDurable(3);

        var durable = _partition.Decide(Batch(sequence: 0, count: 3), Partitions.At(0));
        var pending = _partition.Decide(Batch(sequence: 3, count: 2), Partitions.At(0));

        Assert.Equal((AppendVerdict.Duplicate, 0, 3), (durable.Verdict, durable.BaseOffset, durable.NextOffset));
        Assert.True(durable.NextOffset <= _partition.DurableOffset);
        Assert.Equal((AppendVerdict.Duplicate, 3, 5), (pending.Verdict, pending.BaseOffset, pending.NextOffset));
        Assert.False(pending.NextOffset <= _partition.DurableOffset);
    }

    [Fact]
    public void The_last_five_batches_are_recognised_and_the_sixth_is_not()
    {
        for (var batch = 0; batch < 6; batch++)
            Accept(sequence: batch * 2, count: 2);

        for (var batch = 1; batch < 6; batch++)
            Assert.Equal(batch * 2, _partition.Decide(Batch(batch * 2, count: 2), Partitions.At(0)).BaseOffset);
        Assert.Equal(RefusalCode.SequenceForgotten, Refused(sequence: 0, count: 2));
    }

    [Fact]
    public void A_retry_with_other_records_is_refused()
    {
        Accept(sequence: 0, count: 3);
        Assert.Equal(RefusalCode.BadBatch, Refused(sequence: 0, count: 2));
        Assert.Equal(RefusalCode.SequenceForgotten, Refused(sequence: 1, count: 2));
    }

    [Fact]
    public void A_missing_batch_is_noticed()
    {
        Accept(sequence: 0, count: 3);
        Assert.Equal(RefusalCode.SequenceGap, Refused(sequence: 4, count: 1));
    }

    [Fact]
    public void A_new_epoch_begins_at_sequence_0_and_ends_the_old_one()
    {
        Accept(sequence: 0, count: 3);
        Assert.Equal(RefusalCode.SequenceGap, Refused(sequence: 3, count: 1, epoch: 1));
        Accept(sequence: 0, count: 3, epoch: 1);

        Assert.Equal(RefusalCode.StaleProducerEpoch, Refused(sequence: 3, count: 1, epoch: 0));
        Assert.Equal(RefusalCode.StaleProducerEpoch, Refused(sequence: 0, count: 3, epoch: 0));
        Assert.Equal(3, _partition.Decide(Batch(sequence: 0, count: 3, epoch: 1), Partitions.At(0)).BaseOffset);
    }

    [Fact]
    public void An_unknown_producer_that_goes_on_is_refused_not_silently_accepted() =>
        Assert.Equal(RefusalCode.UnknownProducer, Refused(sequence: 7, count: 1));

    [Fact]
    public void A_batch_of_no_producer_is_never_a_retry()
    {
        Partitions.Accept(_partition, new AppendBatch(default, 0, 0, 2));
        Partitions.Accept(_partition, new AppendBatch(default, 0, 0, 2));
        Assert.Equal((4, 0), (_partition.NextOffset, _partition.ProducerCount));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(-1, 0, 0)]
    [InlineData(RecordBatch.RecordsMax + 1, 0, 0)]
    [InlineData(1, -1, 0)]
    [InlineData(1, 0, -1)]
    public void Senseless_numbers_are_refused(int count, long sequence, int epoch) =>
        Assert.Equal(RefusalCode.BadBatch, Refused(sequence, count, epoch));

    [Fact]
    public void A_sequence_beyond_the_last_offset_is_refused() =>
        Assert.Equal(RefusalCode.OffsetsExhausted, Refused(Limits.OffsetMax + 1, count: 1));

    // Otherwise its snapshot holds an offset that no later start accepts.
    [Fact]
    public void A_batch_that_would_end_beyond_the_last_offset_is_refused()
    {
        _partition.Restore(recordNumber: 1, Limits.OffsetMax - 2, tenure: 1, wallMs: 0);
        Assert.Equal(RefusalCode.OffsetsExhausted, Refused(sequence: 0, count: 3));
        Partitions.Accept(_partition, new AppendBatch(default, 0, 0, 2));
        Assert.Equal(Limits.OffsetMax, _partition.NextOffset);
    }

    [Fact]
    public void A_tenure_that_no_later_start_accepts_does_not_begin() =>
        Assert.Throws<InvariantException>(() => _partition.StartTenure(Limits.OffsetMax + 1));

    [Fact]
    public void A_full_table_refuses_new_producers_and_keeps_the_known_ones()
    {
        for (var id = 1; id <= Limits.ProducersMax; id++)
            Partitions.Accept(_partition, new AppendBatch(new ProducerIdentity(9, (ulong)id), 0, 0, 1));

        var refused = _partition.Decide(Batch(sequence: 0, count: 1), Partitions.At(0));
        Assert.Equal(RefusalCode.TooManyProducers, refused.Refusal.Code);
        Partitions.Accept(_partition, new AppendBatch(new ProducerIdentity(9, 1), 0, 1, 1));
        Assert.Equal(Limits.ProducersMax, _partition.ProducerCount);

        Partitions.Drain(_partition);
        var snapshot = Partitions.Snapshot(_partition);
        Assert.Equal(snapshot, Partitions.Snapshot(Partitions.Read(snapshot)));
    }

    [Fact]
    public void Only_producers_idle_long_enough_are_forgotten()
    {
        Accept(sequence: 0, count: 1);
        Partitions.Accept(_partition, new AppendBatch(new ProducerIdentity(9, 9), 0, 0, 1), ms: 1);

        Assert.Equal(0, _partition.EvictIdleProducers(Partitions.At(Limits.ProducerIdleMs - 1)));
        Assert.Equal(1, _partition.EvictIdleProducers(Partitions.At(Limits.ProducerIdleMs)));
        Assert.Equal(1, _partition.ProducerCount);
        Assert.Equal(RefusalCode.UnknownProducer, Refused(sequence: 1, count: 1));
    }

    [Fact]
    public void A_wall_clock_that_is_set_back_does_not_move_the_partition_back()
    {
        Partitions.Accept(_partition, Batch(sequence: 0, count: 1), ms: 500);
        var decision = Partitions.Accept(_partition, Batch(sequence: 1, count: 1), ms: 100);
        Assert.Equal(Partitions.At(500).WallMs, decision.Event.WallMs);
    }

    private static AppendBatch Batch(long sequence, int count, int epoch = 0) =>
        new(Partitions.Anna, epoch, sequence, count);

    private (long First, long Next) Accept(long sequence, int count, int epoch = 0)
    {
        var decision = Partitions.Accept(_partition, Batch(sequence, count, epoch));
        return (decision.BaseOffset, decision.NextOffset);
    }

    private RefusalCode Refused(long sequence, int count, int epoch = 0)
    {
        var decision = _partition.Decide(Batch(sequence, count, epoch), Partitions.At(0));
        Assert.Equal(AppendVerdict.Refused, decision.Verdict);
        Assert.NotNull(decision.Refusal.Detail);
        return decision.Refusal.Code;
    }
}
