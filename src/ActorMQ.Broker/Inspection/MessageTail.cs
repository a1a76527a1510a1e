using ActorMQ.Actors;
using ActorMQ.Broker.Partitions;
using ActorMQ.Broker.Routing;
using ActorMQ.Core;

namespace ActorMQ.Broker.Inspection;

/// <summary>What is stored in a topic, as it comes, without a group. For one reader; to be disposed.</summary>
/// <remarks>
/// What the partitions store is kept for the reader within bounds; a reader that falls behind reads back from the
/// journal, at its own pace, and is told how many messages were removed before it came to them.
/// </remarks>
public sealed class MessageTail : IDisposable
{
    private const int SliceCountMax = 1_024;
    private const int SliceBytesMax = 256 << 10;
    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(1);

    private readonly NodeContext node;
    private readonly TopicRoute route;
    private readonly TailFeed feed;
    private readonly Action left;

    // Who offers; null while a partition of the tail is not open.
    private readonly IActorRef?[] joined;
    private readonly TailPlan plan;

    // Owns one count of its slab.
    private TailBatch? held;
    private int turn;

    internal MessageTail(NodeContext node, TopicRoute route, TailPlan plan, Action left)
    {
        (this.node, this.route, this.plan, this.left) = (node, route, plan, left);
        feed = new TailFeed(route.Partitions, node.Options.TailBytesMax, node.Runtime.CompletionOptions);
        joined = new IActorRef?[route.Partitions];
    }

    /// <summary>Whether the topic is gone.</summary>
    public bool IsEnded => route.IsDeleted;

    /// <summary>The next offset of each partition; -1 where it is not known yet. To begin again there.</summary>
    public ReadOnlySpan<long> Positions => plan.Next;

    /// <summary>What comes next; null when nothing has come for <paramref name="wait"/>, or never will.</summary>
    public async ValueTask<TailSlice?> NextAsync(TimeSpan wait, CancellationToken cancellation)
    {
        long begun = node.Runtime.Time.GetTimestamp();
        while (!IsEnded)
        {
            await JoinAsync(cancellation);
            if (await TryNextAsync(cancellation) is { } slice)
                return slice;
            TimeSpan rest = wait - node.Runtime.Time.GetElapsedTime(begun);
            if (rest <= TimeSpan.Zero)
                return null;
            await WaitAsync(rest < LookPause ? rest : LookPause, cancellation);
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (feed.IsClosed)
            return;
        feed.Close();
        LetGo();
        left();
    }

    /// <summary>Joins the partitions that are open and were not joined yet, or have been opened anew.</summary>
    internal async ValueTask JoinAsync(CancellationToken cancellation)
    {
        for (int index = 0; index < joined.Length; index++)
        {
            if (!plan.Has(index) || route.Find(index) is not { } actor || actor == joined[index])
                continue;
            if (await actor.TryAskAsync<TailJoined>(new TailJoin(feed), cancellation) is not { } answer)
                continue;
            if (plan.Next[index] < 0)
                plan.Next[index] = await FindStartAsync(index, answer.End);
            joined[index] = actor;
        }
    }

    private async ValueTask<long> FindStartAsync(int index, long end)
    {
        StartPoint start = plan.Start;
        var id = new PartitionId(route.Id, index);
        return start.Known(end) ?? await LaneWork<long>.RunAsync(node, journal => start.Find(journal, id, end));
    }

    private async ValueTask<TailSlice?> TryNextAsync(CancellationToken cancellation)
    {
        while (TryHold(out TailBatch batch))
        {
            long next = plan.Next[batch.Partition];
            if (next >= batch.Batch.BaseOffset && next < batch.Batch.End)
                return Cut(batch, next);
            if (next >= 0 && next < batch.Batch.BaseOffset
                && await ReadBackAsync(batch.Partition, batch.Batch.BaseOffset, cancellation) is { } before)
                return before;
            // It is known already, or is read back once its partition answers again.
            LetGo();
        }

        for (int left = joined.Length; left > 0; left--)
        {
            turn = (turn + 1) % joined.Length;
            if (joined[turn] is not null && plan.Next[turn] < feed.EndOf(turn)
                && await ReadBackAsync(turn, feed.EndOf(turn), cancellation) is { } slice)
                return slice;
        }

        return null;
    }

    private bool TryHold(out TailBatch batch)
    {
        if (held is null && feed.TryTake(out TailBatch taken))
            held = taken;
        batch = held.GetValueOrDefault();
        return held is not null;
    }

    private TailSlice Cut(in TailBatch batch, long from)
    {
        var copies = new MessageCopies(new PartitionId(route.Id, batch.Partition), SliceCountMax, SliceBytesMax);
        copies.Add(batch.Batch.Slab.Memory, batch.Batch.BaseOffset, from);
        plan.Next[batch.Partition] = copies.Messages[^1].Offset + 1;
        if (plan.Next[batch.Partition] == batch.Batch.End)
            LetGo();
        return new TailSlice(batch.Partition, 0, copies.Messages);
    }

    /// <summary>What is stored from the position on, below an offset; null: the partition does not answer.</summary>
    private async ValueTask<TailSlice?> ReadBackAsync(int partition, long below, CancellationToken cancellation)
    {
        long next = plan.Next[partition];
        var query = new PeekQuery(StartPoint.At(next), SliceCountMax, SliceBytesMax);
        if (joined[partition] is not { } actor
            || await actor.TryAskAsync<PeekAnswer>(query, cancellation) is not { } answer)
        {
            joined[partition] = null;
            return null;
        }

        List<PeekedMessage> found = [.. answer.Messages.TakeWhile(one => one.Offset < below)];
        long end = Math.Min(below, answer.Damaged?.End ?? below);
        long first = found is [var one, ..] ? one.Offset : end;
        plan.Next[partition] = found is [.., var last] ? last.Offset + 1 : end;
        return new TailSlice(partition, first - next, found);
    }

    private async ValueTask WaitAsync(TimeSpan pause, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(feed.WaitAsync(), Task.Delay(pause, node.Runtime.Time, over.Token));
        over.Cancel();
        cancellation.ThrowIfCancellationRequested();
    }

    private void LetGo()
    {
        held?.Batch.Slab.Release();
        held = null;
    }
}
