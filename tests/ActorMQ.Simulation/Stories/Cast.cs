using ActorMQ.Simulation.Checking;
using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Stories;

/// <summary>The messages, offsets, partitions and consumers that a breach is about.</summary>
internal sealed class Cast
{
    private readonly HashSet<HistoryEvent> shown;
    private readonly HashSet<long> messages = [];
    private readonly HashSet<Place> places = [];
    private readonly HashSet<int> partitions = [];
    private readonly HashSet<(string Group, int Consumer)> consumers = [];

    /// <summary>Those of the events that show it.</summary>
    public Cast(IReadOnlyList<HistoryEvent> events)
    {
        shown = new HashSet<HistoryEvent>(events, ReferenceEqualityComparer.Instance);
        foreach (var e in events)
            Add(e);
    }

    /// <summary>What an event has to do with the breach.</summary>
    public Relevance RelevanceOf(HistoryEvent e)
    {
        if (shown.Contains(e))
            return Relevance.Shows;
        if (IsOfCast(e))
            return Relevance.Cast;
        if (e is OwnerChanged or FaultInjected or Healed or ConsumerChanged or RunEnded or GroupDropped or GroupTold)
            return Relevance.Turns;
        if (e is StoreAcquired acquired)
            return Has(acquired.Partition) ? Relevance.Turns : Relevance.Surroundings;
        return PartitionOf(e) is { } partition && Has(partition) ? Relevance.Partition : Relevance.Surroundings;
    }

    private void Add(HistoryEvent e)
    {
        if (PartitionOf(e) is { } partition)
            partitions.Add(partition);
        switch (e)
        {
            case SendBegan began:
                messages.Add(began.Message);
                break;
            case SendEnded ended:
                messages.Add(ended.Message);
                break;
            case StoreRecord record:
                messages.Add(record.Message);
                places.Add(new Place(record.Partition, record.Offset));
                if (record.Letter is { } letter)
                    places.Add(new Place(letter.Partition, letter.Offset));
                break;
            case DeliveryCame came:
                messages.Add(came.Message);
                places.Add(new Place(came.Partition, came.Offset));
                consumers.Add((came.Group, came.Consumer));
                break;
            case SettleBegan settled:
                places.Add(new Place(settled.Partition, settled.Offset));
                consumers.Add((settled.Group, settled.Consumer));
                break;
            case SettlesFlushed flushed:
                consumers.Add((flushed.Group, flushed.Consumer));
                break;
        }
    }

    private bool IsOfCast(HistoryEvent e) => e switch
    {
        SendBegan began => messages.Contains(began.Message),
        SendEnded ended => messages.Contains(ended.Message),
        StoreRecord record => places.Contains(new Place(record.Partition, record.Offset)),
        DeliveryCame came => places.Contains(new Place(came.Partition, came.Offset)),
        SettleBegan settled => places.Contains(new Place(settled.Partition, settled.Offset)),
        LetterCame came => places.Contains(new Place(came.Partition, came.Offset)),
        SettlesFlushed flushed => consumers.Contains((flushed.Group, flushed.Consumer)),
        ConsumerChanged changed => consumers.Contains((changed.Group, changed.Consumer)),
        LinkLost lost => consumers.Contains((lost.Group, lost.Consumer)),
        _ => false,
    };

    private bool Has(int partition) => partitions.Count == 0 || partitions.Contains(partition);

    private static int? PartitionOf(HistoryEvent e) => e switch
    {
        SendEnded { End: SendEnd.Acked } ended => ended.Partition,
        StoreAcquired acquired => acquired.Partition,
        StoreAppended appended => appended.Partition,
        StoreRecord record => record.Partition,
        StorePurged purged => purged.Partition,
        DeliveryCame came => came.Partition,
        SettleBegan settled => settled.Partition,
        LetterCame came => came.Partition,
        GroupRead read => read.Partition,
        _ => null,
    };
}
