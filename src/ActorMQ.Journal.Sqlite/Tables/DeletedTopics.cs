using ActorMQ.Core;
using ActorMQ.Journal.Sqlite.Native;

namespace ActorMQ.Journal.Sqlite.Tables;

/// <summary>Removes, in bounded steps, what topics that were deleted have left behind.</summary>
internal sealed class DeletedTopics
{
    private readonly BatchTable batches;
    private readonly EventTable events;
    private readonly Statement next;
    private readonly Statement anyBatch;
    private readonly Statement forget;

    public DeletedTopics(Database database, BatchTable batches, EventTable events)
    {
        this.batches = batches;
        this.events = events;
        next = database.Prepare("SELECT topic FROM topic_deleted ORDER BY topic LIMIT 1");
        anyBatch = database.Prepare("SELECT idx FROM batch WHERE topic=?1 LIMIT 1");
        forget = database.Prepare("DELETE FROM topic_deleted WHERE topic=?1");
        IsDue = Next() is not null;
    }

    /// <summary>Whether there may be something left to remove.</summary>
    public bool IsDue { get; set; }

    /// <summary>Removes one commit's worth, inside the caller's transaction; returns what went.</summary>
    public (long Bytes, int Batches) RemoveSome()
    {
        if (Next() is not { } topic)
        {
            IsDue = false;
            return (0, 0);
        }

        PurgeBudget budget = new();
        if (FirstPartition(topic) is { } partition)
            return batches.Purge(partition, long.MaxValue, ref budget);
        if (events.RemoveSome(topic))
            return (0, 0);
        events.Forget(topic);
        forget.Bind(1, topic).Run();
        return (0, 0);
    }

    private int? Next()
    {
        if (!next.Step())
            return null;
        int topic = next.Int(0);
        next.Reset();
        return topic;
    }

    private PartitionId? FirstPartition(int topic)
    {
        if (!anyBatch.Bind(1, topic).Step())
            return null;
        PartitionId partition = new(topic, anyBatch.Int(0));
        anyBatch.Reset();
        return partition;
    }
}
