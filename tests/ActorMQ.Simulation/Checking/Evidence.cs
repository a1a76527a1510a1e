using System.Diagnostics.CodeAnalysis;
using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking;

/// <summary>What a history has told so far, in the forms in which more than one invariant asks for it.</summary>
internal sealed class Evidence
{
    private readonly Dictionary<long, SentMessage> sends = [];
    private readonly Dictionary<Place, StoreRecord> log = [];
    private readonly Dictionary<(string Group, int Consumer), ConsumerChanged> consumers = [];
    private readonly Dictionary<int, PartitionOwnership> partitions = [];
    private readonly HashSet<(string Group, long Message)> redriven = [];
    private long lookups;

    /// <summary>Events so far.</summary>
    public long Count { get; private set; }

    /// <summary>Questions that were asked of it: how much work a check is, the same on every machine.</summary>
    public long Lookups => lookups + Groups.Lookups + Topics.Lookups + Settles.Lookups;

    /// <summary>The last event.</summary>
    public HistoryEvent? Last { get; private set; }

    /// <summary>Every message that was sent, by its number.</summary>
    public IReadOnlyDictionary<long, SentMessage> Sends => sends;

    /// <summary>Every record of the log; of two at one place, the first.</summary>
    public IReadOnlyDictionary<Place, StoreRecord> Log => log;

    /// <summary>What the groups were given and acknowledged.</summary>
    public GroupBook Groups { get; } = new();

    /// <summary>What was told of topics and groups.</summary>
    public TopicBook Topics { get; } = new();

    /// <summary>What consumers settled and have not confirmed.</summary>
    public SettleBook Settles { get; } = new();

    /// <summary>A message that was sent.</summary>
    public SentMessage? Sent(long message)
    {
        lookups++;
        return sends.GetValueOrDefault(message);
    }

    /// <summary>A record of the log.</summary>
    public bool TryFind(Place place, [NotNullWhen(true)] out StoreRecord? record)
    {
        lookups++;
        return log.TryGetValue(place, out record);
    }

    /// <summary>The newest beginning or end of a consumer.</summary>
    public ConsumerChanged? Consumer(string group, int consumer)
    {
        lookups++;
        return consumers.GetValueOrDefault((group, consumer));
    }

    /// <summary>Who had the right to a partition.</summary>
    public PartitionOwnership Ownership(int partition)
    {
        lookups++;
        if (!partitions.TryGetValue(partition, out var ownership))
            partitions.Add(partition, ownership = new PartitionOwnership());
        return ownership;
    }

    /// <summary>
    /// Whether a delivery may have been handed out before a moment, or by an owner that had lost its right by then.
    /// </summary>
    public bool MayBeOld(DeliveryCame came, long momentUs, CheckOptions options)
    {
        var moved = Ownership(came.Partition).MovedAtUs;
        var since = Math.Max(momentUs, moved ?? long.MinValue);
        var began = Consumer(came.Group, came.Consumer);
        var isNewcomer = moved is null && began is { IsStart: true } && began.AtUs > momentUs;
        return !isNewcomer && came.AtUs - since <= options.LingerUs;
    }

    /// <summary>
    /// Whether a record is for a group: what was redriven is for one group, and its dead letter for nobody any more.
    /// Where no topic was told, all others are but dead letters.
    /// </summary>
    public bool IsFor(string group, StoreRecord record) => Topics.IsOf(group, record.Partition)
        && (record.RedrivenFor is null || record.RedrivenFor == group)
        && (record.Letter is not { } letter
            || (Topics.Topic(record.Partition) is not null && !redriven.Contains((letter.Group, record.Message))));

    /// <summary>
    /// Whether a group may have begun behind a place: <see cref="GroupBook.MayHaveBegunBehind"/>, and once it was
    /// deleted, nobody needs what was redriven for it.
    /// </summary>
    public bool MayHaveBegunBehind(string group, Place place) =>
        Groups.MayHaveBegunBehind(group, place.Partition, place.Offset)
        || (Groups.WasDropped(group) && TryFind(place, out var record) && record.RedrivenFor == group);

    /// <summary>
    /// Whether a log may have dropped a record by then: groups go on at once, though the store may have it for longer.
    /// </summary>
    public bool MayHaveDropped(StoreRecord record, long atUs) => Topics.Topic(record.Partition) is { } topic
        && topic.MayHaveDropped(record, atUs, Topics.HasJumped);

    /// <summary>Takes an event in.</summary>
    public void Add(HistoryEvent e)
    {
        Count++;
        Last = e;
        Topics.Add(e);
        Settles.Add(e);
        switch (e)
        {
            case SendBegan began:
                sends.TryAdd(began.Message, new SentMessage(began, Count));
                break;
            case SendEnded ended when Sent(ended.Message) is { } sent:
                sent.Ended ??= ended;
                break;
            case StoreRecord record:
                AddRecord(record);
                break;
            case DeliveryCame came:
                Groups.Of(came.Group, came.Partition).Deliver(came.Offset);
                break;
            case SettleBegan { Kind: SettleKind.Ack } ack:
                Groups.Of(ack.Group, ack.Partition).Acked.Add(ack.Offset);
                break;
            case GroupDropped dropped:
                Groups.Drop(dropped.Group);
                break;
            case ConsumerChanged changed:
                consumers[(changed.Group, changed.Consumer)] = changed;
                Groups.Begin(changed.Group);
                break;
            case StoreAcquired acquired:
                Ownership(acquired.Partition).Add(acquired);
                break;
        }
    }

    private void AddRecord(StoreRecord record)
    {
        log.TryAdd(new Place(record.Partition, record.Offset), record);
        Ownership(record.Partition).AddRecord();
        if (record.Letter is { } letter)
            Groups.Of(letter.Group, letter.Partition).Letters.TryAdd(letter.Offset, record);
        else if (record.RedrivenFor is { } group)
            redriven.Add((group, record.Message));
        else if (Sent(record.Message) is { } sent)
            sent.Stored ??= record;
    }
}
