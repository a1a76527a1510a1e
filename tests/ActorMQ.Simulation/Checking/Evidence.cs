using System.Diagnostics.CodeAnalysis;
using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking;

/// <summary>What a history has told so far, in the forms in which more than one invariant asks for it.</summary>
internal sealed class Evidence
{
    private readonly Dictionary<long, SentMessage> _sends = [];
    private readonly Dictionary<Place, StoreRecord> _log = [];
    private readonly Dictionary<(string Group, int Consumer), ConsumerChanged> _consumers = [];
    private readonly Dictionary<int, PartitionOwnership> _partitions = [];

    /// <summary>Events so far.</summary>
    public long Count { get; private set; }

    /// <summary>The last event.</summary>
    public HistoryEvent? Last { get; private set; }

    /// <summary>Every message that was sent, by its number.</summary>
    public IReadOnlyDictionary<long, SentMessage> Sends => _sends;

    /// <summary>Every record of the log; of two at one place, the first.</summary>
    public IReadOnlyDictionary<Place, StoreRecord> Log => _log;

    /// <summary>What the groups were given and acknowledged.</summary>
    public GroupBook Groups { get; } = new();

    /// <summary>A message that was sent.</summary>
    public SentMessage? Sent(long message) => _sends.GetValueOrDefault(message);

    /// <summary>A record of the log.</summary>
    public bool TryFind(Place place, [NotNullWhen(true)] out StoreRecord? record) =>
        _log.TryGetValue(place, out record);

    /// <summary>The newest beginning or end of a consumer.</summary>
    public ConsumerChanged? Consumer(string group, int consumer) => _consumers.GetValueOrDefault((group, consumer));

    /// <summary>Who had the right to a partition.</summary>
    public PartitionOwnership Ownership(int partition)
    {
        if (!_partitions.TryGetValue(partition, out var ownership))
            _partitions.Add(partition, ownership = new PartitionOwnership());
        return ownership;
    }

    /// <summary>Takes an event in.</summary>
    public void Add(HistoryEvent e)
    {
        Count++;
        Last = e;
        switch (e)
        {
            case SendBegan began:
                _sends.TryAdd(began.Message, new SentMessage(began, Count));
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
            case ConsumerChanged changed:
                _consumers[(changed.Group, changed.Consumer)] = changed;
                Groups.Begin(changed.Group);
                break;
            case StoreAcquired acquired:
                Ownership(acquired.Partition).Add(acquired);
                break;
        }
    }

    private void AddRecord(StoreRecord record)
    {
        _log.TryAdd(new Place(record.Partition, record.Offset), record);
        Ownership(record.Partition).AddRecord();
        if (Sent(record.Message) is { } sent)
            sent.Stored ??= record;
    }
}
