using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Core.Producers;

namespace ActorMQ.Core.Tests;

public sealed class RedriveTests
{
    // Never changed: what is stored stays readable.
    private const string PinnedEvents = "01020C01040300050085D095FFBC31070C100101ABB818D3";

    private const string PinnedPutOff = "01021301058A0BDB7E";

    private static readonly RedriveTarget Billing = new(TopicId: 7, GroupId: 12);

    [Fact]
    public void A_redriven_record_moves_whatever_it_was()
    {
        var (partition, group) = Partitions.With(records: 6);
        var taken = Partitions.TakeOne(group, consumer: 1, messagesMax: 3);
        group.Settle(Partitions.Ack(taken) with { First = 0, Count = 1 }, default);
        group.Settle(Partitions.Ack(taken) with { First = 1, Count = 1, Kind = SettleKind.Nack }, default);

        Assert.Equal(new RedriveResult(4, 5), group.Redriving.Redrive(0, 5, Billing, Partitions.At(3)));
        Assert.True(group.TryGetMove(3, out var move));
        Assert.Equal(new Move(3, 4, 0, MoveCause.Redriven, "", Partitions.At(3).WallMs, Billing), move);
        Assert.Equal((1L, 5L, 0, 4), (group.Floor, group.Cursor, group.InFlight, group.MoveCount));
        partition.CheckAll();
    }

    [Fact]
    public void What_lies_before_it_is_left()
    {
        var (_, group) = Partitions.With(records: 9);
        Assert.Equal(new RedriveResult(2, 9), group.Redriving.Redrive(7, 9, Billing, default));
        Assert.True(group.Redriving.TryFindLeft(0, 100, out var first, out var end));
        Assert.Equal((0L, 7L), (first, end));
        Assert.False(group.Redriving.TryFindLeft(end, 100, out _, out _));
    }

    [Fact]
    public void Twice_is_once()
    {
        var (_, group) = Partitions.With(records: 3);
        group.Redriving.Redrive(0, 3, Billing, default);
        Assert.Equal(new RedriveResult(0, 3), group.Redriving.Redrive(0, 3, Billing, default));
        Assert.Equal(0, group.Redriving.Purge(0, 3));
    }

    [Fact]
    public void A_full_outbox_takes_what_it_has_room_for()
    {
        var (_, group) = Partitions.With(Limits.MovesMax + 10);
        var result = group.Redriving.Redrive(0, Limits.MovesMax + 10, Billing, default);
        Assert.Equal(new RedriveResult(Limits.MovesMax, Limits.MovesMax), result);
        group.FinishMoves(6);
        Assert.Equal(
            new RedriveResult(6, Limits.MovesMax + 6),
            group.Redriving.Redrive(result.NextOffset, Limits.MovesMax + 10, Billing, default));
    }

    [Fact]
    public void A_target_that_is_gone_gives_its_records_back()
    {
        var (partition, group) = Partitions.With(records: 3);
        group.Redriving.Redrive(0, 3, Billing, default);
        Assert.Equal(2, group.Redriving.ReturnMoves(2));
        Assert.Equal((2L, 1, 2L), (group.FirstMove, group.MoveCount, group.WaitingCount));
        Assert.Equal(new RedriveResult(2, 2), group.Redriving.Redrive(0, 2, Billing, default));
        var replayed = new Partition(partition.Id);
        replayed.Replay(Partitions.Drain(partition));
        Assert.Equal(Partitions.Snapshot(partition), Partitions.Snapshot(replayed));
        var read = Partitions.Read(Partitions.Snapshot(partition));
        Assert.Equal(Partitions.Snapshot(partition), Partitions.Snapshot(read));
    }

    [Fact]
    public void What_cannot_be_sent_goes_behind_the_others_in_its_order()
    {
        var (partition, group) = Partitions.With(Limits.MovesMax);
        group.Redriving.Redrive(0, Limits.MovesMax, Billing, default);
        group.FinishMoves(3);
        Partitions.Drain(partition);
        Assert.Equal(2, group.PutOffMoves(5));
        Assert.Equal((5L, Limits.MovesMax + 2L, 3L), (group.FirstMove, group.EndMove, group.LowestMove));
        Assert.Equal([3L, 4], MovesFrom(group, Limits.MovesMax).Select(static move => move.Offset));
        Assert.Equal(PinnedPutOff, Convert.ToHexString(Partitions.Drain(partition)));
        Assert.Equal(Limits.MovesMax - 3, group.PutOffMoves(long.MaxValue));
        Assert.Equal(5, MovesFrom(group, group.FirstMove).First().Offset);
        Partitions.Drain(partition);
        var read = Partitions.Read(Partitions.Snapshot(partition));
        Assert.Equal(Partitions.Snapshot(partition), Partitions.Snapshot(read));
    }

    private static IEnumerable<Move> MovesFrom(Group group, long sequence)
    {
        while (group.TryGetMove(sequence++, out var move))
            yield return move;
    }

    [Fact]
    public void The_stored_bytes_are_pinned()
    {
        var (partition, group) = Partitions.With(records: 9);
        Partitions.Drain(partition);
        group.Redriving.Redrive(4, 7, Billing, Partitions.At(5));
        group.Redriving.ReturnMoves(1);
        Assert.Equal(PinnedEvents, Convert.ToHexString(Partitions.Drain(partition)));
    }

    [Fact]
    public void A_purge_frees_what_nobody_else_needs()
    {
        var (partition, group) = Partitions.With(records: 10);
        Assert.Equal(5, group.Redriving.Purge(5, 10));
        Assert.Equal((0L, 5L), (partition.PurgeFloor, group.Lag));
        Assert.Equal(5, group.Redriving.Purge(0, 10));
        Assert.Equal((10L, 0L), (partition.PurgeFloor, group.Lag));
    }

    [Fact]
    public void A_redriven_batch_is_for_one_group_alone()
    {
        var (partition, first) = Partitions.With(records: 2);
        partition.EnsureGroup(Billing.GroupId, GroupStart.Earliest, out var heir);
        Partitions.Accept(partition, new AppendBatch(Sender(Billing), 0, 40, 3));
        partition.MarkDurable(partition.NextOffset);

        Assert.Equal((2L, 5L), (first.Lag, heir!.Lag));
        Assert.Equal((2, 5), (Partitions.TakeAll(first, 1, 99), Partitions.TakeAll(heir, 1, 99)));
        partition.CheckAll();
    }

    [Fact]
    public void Without_that_group_it_is_for_all()
    {
        var (partition, first) = Partitions.With(records: 2);
        Partitions.Accept(partition, new AppendBatch(Sender(Billing), 0, 0, 3));
        Assert.Equal(5, first.Lag);
    }

    [Fact]
    public void Its_identity_names_the_group_and_is_internal()
    {
        Assert.Equal("ac7100000000001b000000030000000c", Sender(Billing).ToString());
        Assert.True(Sender(Billing).IsInternal() && Sender(Billing).IsRedrive(out var groupId) && groupId == 12);
        Assert.False(InternalProducers.OfOutbox(new PartitionId(7, 3), 12).IsRedrive(out _));
        Assert.False(Partitions.Anna.IsRedrive(out _));
    }

    private static Records.ProducerIdentity Sender(RedriveTarget target) =>
        InternalProducers.OfRedrive(new PartitionId(9, 3), groupId: 27, target);
}
