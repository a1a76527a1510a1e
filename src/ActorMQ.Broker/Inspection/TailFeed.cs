using ActorMQ.Broker.Partitions;

namespace ActorMQ.Broker.Inspection;

/// <summary>What the partitions of a topic have offered to one tail and it has not taken yet. Thread-safe.</summary>
/// <remarks>
/// Bounded: what does not fit is not kept, and the reader finds by the ends that it is behind. One reader; each
/// partition offers its batches in order.
/// </remarks>
internal sealed class TailFeed(int partitions, long bytesMax, TaskCreationOptions completion)
{
    private readonly Lock gate = new();

    // Holds one count of each slab. All below are guarded by the gate.
    private readonly Queue<TailBatch> batches = [];
    private readonly long[] ends = new long[partitions];
    private long bytes;
    private bool hasNews;
    private TaskCompletionSource? arrival;

    /// <summary>Whether nobody reads any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Behind the newest durable message of a partition that the feed has heard of.</summary>
    public long EndOf(int partition)
    {
        lock (gate)
            return ends[partition];
    }

    /// <summary>Everything below is durable.</summary>
    public void Tell(int partition, long end)
    {
        lock (gate)
            ends[partition] = end;
        Wake();
    }

    /// <summary>Takes a count of the batch's slab, if there is room.</summary>
    public void Offer(int partition, in CachedBatch batch)
    {
        lock (gate)
        {
            ends[partition] = batch.End;
            if (!IsClosed && (bytes == 0 || bytes + batch.Slab.Length <= bytesMax))
            {
                batch.Slab.Retain();
                bytes += batch.Slab.Length;
                batches.Enqueue(new TailBatch(partition, batch));
            }
        }

        Wake();
    }

    /// <summary>Takes the oldest batch; the taker owns its count.</summary>
    public bool TryTake(out TailBatch taken)
    {
        lock (gate)
        {
            if (!batches.TryDequeue(out taken))
                return false;
            bytes -= taken.Batch.Slab.Length;
            return true;
        }
    }

    /// <summary>Completes when something has come since the last wait.</summary>
    public Task WaitAsync()
    {
        lock (gate)
        {
            if (!hasNews)
                return (arrival ??= new TaskCompletionSource(completion)).Task;
            hasNews = false;
            return Task.CompletedTask;
        }
    }

    /// <summary>Nothing is taken any more; what is there is let go.</summary>
    public void Close()
    {
        lock (gate)
            IsClosed = true;
        while (TryTake(out TailBatch left))
            left.Batch.Slab.Release();
    }

    private void Wake()
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            (waiting, arrival) = (arrival, null);
            hasNews = waiting is null;
        }

        waiting?.TrySetResult();
    }
}
