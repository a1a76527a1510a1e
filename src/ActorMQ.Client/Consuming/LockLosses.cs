using ActorMQ.Client.Links;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Consuming;

/// <summary>What was lost in one turn under the lock, to be told at its end. Its owner's lock guards it.</summary>
internal sealed class LockLosses
{
    private readonly List<LockLoss> ranges = [];

    /// <summary>Who is to be cancelled.</summary>
    public List<CancellationTokenSource> Tokens { get; } = [];

    public IReadOnlyList<LockLoss> Ranges => ranges;

    /// <summary>Notes one delivery that the application has.</summary>
    public void Add(DeliveredBatch batch, int index)
    {
        bool isNext = ranges.Count != 0 && ranges[^1].Batch == batch && ranges[^1].Index + ranges[^1].Count == index;
        if (isNext)
            ranges[^1] = ranges[^1] with { Count = ranges[^1].Count + 1 };
        else
            ranges.Add(new LockLoss(batch, index, 1));
    }

    /// <summary>Tells the application, and begins anew.</summary>
    public void Tell(LinkSettings settings, Subscribe of)
    {
        foreach (LockLoss loss in ranges)
        {
            settings.Events.Add(ClientEventKind.LockLost, told => told with
            {
                Topic = of.Topic,
                Group = of.Group,
                Partition = loss.Batch.Range.Partition,
                FirstOffset = loss.Batch.Range.First + loss.Index,
                Count = loss.Count,
            });
        }
        if (Tokens.Count != 0)
            settings.Runtime.Schedule(new Cancelling([.. Tokens]));
        ranges.Clear();
        Tokens.Clear();
    }
}
