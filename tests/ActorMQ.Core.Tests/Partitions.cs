using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Tests;

/// <summary>Partitions in the states that tests begin with.</summary>
public static class Partitions
{
    public static readonly ProducerIdentity Anna = new(1, 1);

    public static Now At(long ms) => new(ms, 1_700_000_000_000 + ms);

    /// <summary>Tenure 1, group 1 from the start, and so many durable records.</summary>
    public static (Partition Partition, Group Group) With(int records)
    {
        var partition = new Partition(new PartitionId(1, 0));
        partition.StartTenure(1);
        Assert.False(partition.EnsureGroup(1, GroupStart.Earliest, out var group).IsRefused);
        Fill(partition, records);
        return (partition, group!);
    }

    /// <summary>Appends so many records of no producer and makes them durable.</summary>
    public static void Fill(Partition partition, int records)
    {
        for (var left = records; left > 0; left -= RecordBatch.RecordsMax)
            Accept(partition, new AppendBatch(default, 0, 0, Math.Min(left, RecordBatch.RecordsMax)));
        partition.MarkDurable(partition.NextOffset);
    }

    public static AppendDecision Accept(Partition partition, in AppendBatch command, long ms = 0)
    {
        var decision = partition.Decide(command, At(ms));
        Assert.Equal((AppendVerdict.Accepted, RefusalCode.None), (decision.Verdict, decision.Refusal.Code));
        partition.Apply(decision.Event);
        return decision;
    }

    /// <summary>Takes up to so many, as often as it needs; answers how many came.</summary>
    public static int TakeAll(Group group, long consumer, int messagesMax, long ms = 0)
    {
        var taken = 0;
        while (group.TryDecideTake(new Take(consumer, messagesMax - taken), At(ms), out var e))
        {
            group.Apply(e);
            taken += e.Count;
        }

        return taken;
    }

    public static HandedOut TakeOne(Group group, long consumer, int messagesMax, long ms = 0, int concurrency = 1)
    {
        var take = new Take(consumer, messagesMax, Concurrency: concurrency);
        Assert.True(group.TryDecideTake(take, At(ms), out var e));
        group.Apply(e);
        return e;
    }

    public static SettleRange Ack(HandedOut e, long tenure = 1) =>
        new(SettleKind.Ack, e.First, e.Count, tenure, e.Attempt, e.Consumer);

    public static byte[] Drain(Partition partition)
    {
        var events = new ByteWriter();
        partition.DrainEvents(events);
        return events.Written.ToArray();
    }

    public static byte[] Snapshot(Partition partition)
    {
        var bytes = new ByteWriter();
        partition.WriteSnapshot(bytes);
        return bytes.Written.ToArray();
    }

    public static Partition Read(byte[] snapshot)
    {
        var partition = new Partition(new PartitionId(1, 0));
        partition.ReadSnapshot(snapshot);
        return partition;
    }
}
