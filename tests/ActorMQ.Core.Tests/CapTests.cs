using ActorMQ.Core.Groups;

namespace ActorMQ.Core.Tests;

public sealed class CapTests
{
    [Fact]
    public void In_flight_at_its_cap_makes_the_cursor_wait()
    {
        var (_, group) = Partitions.With(Limits.InFlightMax + 10);
        Assert.Equal(Limits.InFlightMax, Partitions.TakeAll(group, consumer: 1, messagesMax: int.MaxValue));
        Assert.False(group.HasReady);

        group.Settle(new SettleRange(SettleKind.Ack, 5, 3, Tenure: 1, Attempt: 1, Consumer: 1), Partitions.At(0));
        Assert.Equal(3, Partitions.TakeAll(group, consumer: 1, messagesMax: int.MaxValue));
        group.CheckAll();
    }

    [Fact]
    public void Leases_at_their_cap_make_the_cursor_wait()
    {
        var (_, group) = Partitions.With(Limits.LeasesMax + 10);
        var taken = 0;
        for (; group.HasReady; taken++)
            Partitions.TakeOne(group, consumer: taken % 2, messagesMax: 1);

        Assert.InRange(taken, Limits.LeasesMax - 2, Limits.LeasesMax);
        group.Settle(new SettleRange(SettleKind.Ack, 7, 1, Tenure: 1, Attempt: 1, Consumer: 1), Partitions.At(0));
        Assert.True(group.HasReady);
        group.CheckAll();
    }

    [Fact]
    public void An_extension_without_room_for_leases_extends_the_whole()
    {
        var (_, group) = Partitions.With(Limits.LeasesMax * 2);
        for (var taken = 0; group.HasReady; taken++)
            Partitions.TakeOne(group, consumer: taken % 2, messagesMax: 2);

        var extend = new SettleRange(SettleKind.Extend, 0, 1, Tenure: 1, Attempt: 1, Consumer: 0);
        Assert.Equal(new SettleResult(1, 0), group.Settle(extend, Partitions.At(1_000)));
        Assert.Equal(group.InFlight - 2, Expired(group, Limits.AckWaitMsDefault));
        group.CheckAll();
    }

    [Fact]
    public void Retries_at_their_cap_make_the_cursor_wait()
    {
        var (partition, group) = Partitions.With(records: 0);
        for (var round = 0; round < (Limits.SpanMax / 1_000_000) + 2; round++)
        {
            Partitions.Fill(partition, 1_000_000);
            while (group.TryDecideTake(new Take(1, 500_000), Partitions.At(0), out var e))
            {
                group.Apply(e);
                group.Settle(Partitions.Ack(e) with { Kind = SettleKind.Nack, DelayMs = 60_000 }, Partitions.At(0));
            }
        }

        Assert.Equal((Limits.SpanMax, 0L, false), (group.RetryCount, group.Floor, group.HasReady));
        Assert.Equal(Limits.ReleasedMax, group.ReleaseDue(Partitions.At(100_000)));
        var again = Partitions.TakeOne(group, consumer: 1, messagesMax: 3, ms: 100_000);
        group.Settle(Partitions.Ack(again), Partitions.At(100_000));
        Assert.Equal(again.Count, group.Floor);
        Assert.True(group.TryDecideTake(new Take(1, 9, IsFreshOnly: true), Partitions.At(100_000), out var fresh));
        Assert.Equal((Limits.SpanMax, again.Count), (fresh.First, fresh.Count));
    }

    [Fact]
    public void The_cursor_waits_for_a_floor_that_stays_behind()
    {
        var (partition, group) = Partitions.With(records: 0);
        var taken = 0L;
        for (var round = 0; round < (Limits.SpanMax / 1_000_000) + 2; round++)
        {
            Partitions.Fill(partition, 1_000_000);
            while (group.TryDecideTake(new Take(1, 500_000), Partitions.At(0), out var e))
            {
                group.Apply(e);
                taken += e.Count;
                // All but the very first.
                group.Settle(Partitions.Ack(e) with { First = Math.Max(1, e.First) }, Partitions.At(0));
            }
        }

        Assert.Equal(Limits.SpanMax, group.Cursor - group.Floor);
        Assert.Equal((Limits.SpanMax, 0L), (taken, group.Floor));
        group.Settle(new SettleRange(SettleKind.Ack, 0, 1, Tenure: 1, Attempt: 1, Consumer: 1), Partitions.At(0));
        Assert.True(group.HasReady);
        Assert.Equal(Limits.SpanMax, group.Floor);
        group.CheckAll();
    }

    [Fact]
    public void Unstored_events_at_their_cap_make_the_cursor_wait()
    {
        var (partition, group) = Partitions.With(records: 10);
        var settle = new SettleRange(SettleKind.Nack, 0, 1, Tenure: 1, Attempt: 1, Consumer: 1);
        while (group.TryDecideTake(new Take(1, 1), Partitions.At(0), out var e))
        {
            group.Apply(e);
            group.Settle(settle with { Attempt = e.Attempt }, Partitions.At(0));
        }

        Assert.InRange(partition.PendingEventBytes, Limits.PendingEventBytesMax, Limits.PendingEventBytesMax + 64);
        Assert.True(partition.HasPendingEvents);
        Partitions.Drain(partition);
        Assert.True(group.HasReady);
        Assert.False(partition.HasPendingEvents);
    }

    [Fact]
    public void Groups_at_their_cap_refuse_a_further_one()
    {
        var (partition, _) = Partitions.With(records: 0);
        for (var id = 2; id <= Limits.GroupsMax; id++)
            Assert.False(partition.EnsureGroup(id, GroupStart.Earliest, out _).IsRefused);

        var refusal = partition.EnsureGroup(Limits.GroupsMax + 1, GroupStart.Earliest, out var none);
        Assert.Equal((RefusalCode.TooManyGroups, "group"), (refusal.Code, refusal.Field));
        Assert.Equal(Limits.GroupsMax, refusal.Limit);
        Assert.Null(none);
        Assert.False(partition.EnsureGroup(5, GroupStart.Earliest, out var known).IsRefused);
        Assert.Equal(5, known!.Id);
    }

    private static int Expired(Group group, long ms) => group.ExpireDue(Partitions.At(ms));
}
