using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Stories;

/// <summary>One line of a story: an event, or a run of events that differ only by counting on.</summary>
internal sealed class Passage
{
    private readonly HistoryEvent first;
    private HistoryEvent last;

    /// <summary>A line of one event.</summary>
    public Passage(HistoryEvent only) => first = last = only;

    /// <summary>Events in it.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>When it began, in microseconds.</summary>
    public long AtUs => first.AtUs;

    /// <summary>What happened, without the time.</summary>
    public string Text => EventText.Of(first, last, Count);

    /// <summary>Takes an event in that goes on with the last one; false when it is another thing.</summary>
    public bool TryAdd(HistoryEvent next)
    {
        if (!GoesOn(last, next))
            return false;
        last = next;
        Count++;
        return true;
    }

    private static bool GoesOn(HistoryEvent former, HistoryEvent next) => (former, next) switch
    {
        (SendBegan a, SendBegan b) => a.Producer == b.Producer && b.Message == a.Message + 1,
        (SendEnded a, SendEnded b) => b.Message == a.Message + 1 && EndsAlike(a, b),
        (DeliveryCame a, DeliveryCame b) => b.Offset == a.Offset + 1 && CameAlike(a, b),
        (SettleBegan a, SettleBegan b) => b.Offset == a.Offset + 1 && SettledAlike(a, b),
        (StoreAppended a, StoreRecord b) => a.Partition == b.Partition,
        (StoreRecord a, StoreRecord b) => a.Partition == b.Partition && b.Offset == a.Offset + 1,
        (FaultInjected a, FaultInjected b) => a.Kind == b.Kind && a.Target == b.Target,
        _ => false,
    };

    private static bool EndsAlike(SendEnded a, SendEnded b) =>
        a.End == b.End && a.Code == b.Code && a.IsDuplicate == b.IsDuplicate && a.Partition == b.Partition
        && (a.End != SendEnd.Acked || b.Offset == a.Offset + 1);

    private static bool CameAlike(DeliveryCame a, DeliveryCame b) =>
        (a.Group, a.Consumer, a.Partition, a.Attempt) == (b.Group, b.Consumer, b.Partition, b.Attempt);

    private static bool SettledAlike(SettleBegan a, SettleBegan b) =>
        (a.Group, a.Consumer, a.Partition, a.Kind) == (b.Group, b.Consumer, b.Partition, b.Kind);
}
