using ActorMQ.Core.Partitions;
using ActorMQ.Core.Producers;
using ActorMQ.Records;

namespace ActorMQ.Core.Tests;

public sealed class OutboxProducerTests
{
    private static readonly ProducerIdentity Outbox = InternalProducers.OfOutbox(new PartitionId(7, 3), groupId: 12);

    [Fact]
    public void Its_identity_is_recognised_and_others_are_not()
    {
        Assert.Equal("ac70000000000007000000030000000c", Outbox.ToString());
        Assert.True(Outbox.IsInternal());
        Assert.False(new ProducerIdentity(Outbox.High, ulong.MaxValue).IsInternal());
        Assert.False(new ProducerIdentity(0xAC72_0000_0000_0007, Outbox.Low).IsInternal());
        Assert.False(default(ProducerIdentity).IsInternal());
    }

    [Fact]
    public void It_is_never_forgotten()
    {
        var (partition, _) = Partitions.With(records: 0);
        Partitions.Accept(partition, new AppendBatch(Outbox, 0, 0, 2));
        Partitions.Accept(partition, new AppendBatch(Partitions.Anna, 0, 0, 2));
        Assert.Equal(1, partition.EvictIdleProducers(Partitions.At(10 * Limits.ProducerIdleMs)));
        Assert.Equal(0, partition.EvictIdleProducers(Partitions.At(20 * Limits.ProducerIdleMs)));
        Assert.Equal(AppendVerdict.Duplicate, partition.Decide(new AppendBatch(Outbox, 0, 0, 2), default).Verdict);
        partition.CheckAll();
    }

    [Fact]
    public void A_move_that_was_stored_is_a_duplicate_in_whatever_batch_it_comes()
    {
        var (partition, _) = Partitions.With(records: 5);
        for (var batch = 0; batch < 10; batch++)
            Partitions.Accept(partition, new AppendBatch(Outbox, 0, batch * 3, 3));

        foreach (var (sequence, count) in (ReadOnlySpan<(int, int)>)[(0, 30), (0, 1), (4, 9), (29, 1)])
        {
            var decision = partition.Decide(new AppendBatch(Outbox, 0, sequence, count), default);
            Assert.Equal((AppendVerdict.Duplicate, 35), (decision.Verdict, decision.NextOffset));
        }
    }

    [Fact]
    public void A_batch_of_which_a_part_was_stored_is_told_where_to_go_on()
    {
        var (partition, _) = Partitions.With(records: 0);
        Partitions.Accept(partition, new AppendBatch(Outbox, 0, 0, 3));
        var decision = partition.Decide(new AppendBatch(Outbox, 0, 1, 3), default);
        Assert.Equal((RefusalCode.SequenceOverlap, 3), (decision.Refusal.Code, decision.Refusal.Limit));
        Partitions.Accept(partition, new AppendBatch(Outbox, 0, 3, 1));
    }

    [Fact]
    public void Gaps_are_what_it_sent_elsewhere()
    {
        var (partition, _) = Partitions.With(records: 0);
        Partitions.Accept(partition, new AppendBatch(Outbox, 0, 40, 2));
        Partitions.Accept(partition, new AppendBatch(Outbox, 0, 50, 2));
        Partitions.Drain(partition);
        var read = Partitions.Read(Partitions.Snapshot(partition));
        Assert.Equal(AppendVerdict.Duplicate, read.Decide(new AppendBatch(Outbox, 0, 41, 1), default).Verdict);
        Assert.Equal(RefusalCode.SequenceOverlap, read.Decide(new AppendBatch(Outbox, 0, 51, 2), default).Refusal.Code);
        Assert.Equal(AppendVerdict.Accepted, read.Decide(new AppendBatch(Outbox, 0, 52, 2), default).Verdict);
    }
}
