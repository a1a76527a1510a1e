using System.Text.Json.Serialization;

namespace ActorMQ.Simulation.Histories;

/// <summary>One thing that happened, as somebody outside of the broker saw it.</summary>
/// <remarks>
/// A history is a list of them in order.
/// Numbers and short names only, so that a history from a simulation and one from real processes look the same. A
/// message is known by a number that its sender made up, which stands in its body; <c>Hash</c> covers key and body.
/// Partitions are numbered through all topics, and the records of an append follow its <see cref="StoreAppended"/>.
/// Nobody uses the number of a message, of a producer or of a consumer twice; an application that sends something again
/// gives it another number. A dead letter has the number of the message that it was.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(TopicTold), "topicTold")]
[JsonDerivedType(typeof(GroupTold), "groupTold")]
[JsonDerivedType(typeof(GroupDropped), "groupDropped")]
[JsonDerivedType(typeof(SendBegan), "sendBegan")]
[JsonDerivedType(typeof(SendEnded), "sendEnded")]
[JsonDerivedType(typeof(DeliveryCame), "deliveryCame")]
[JsonDerivedType(typeof(LetterCame), "letterCame")]
[JsonDerivedType(typeof(SettleBegan), "settleBegan")]
[JsonDerivedType(typeof(SettlesFlushed), "settlesFlushed")]
[JsonDerivedType(typeof(ConsumerChanged), "consumerChanged")]
[JsonDerivedType(typeof(LinkLost), "linkLost")]
[JsonDerivedType(typeof(StoreAcquired), "storeAcquired")]
[JsonDerivedType(typeof(StoreAppended), "storeAppended")]
[JsonDerivedType(typeof(StoreRecord), "storeRecord")]
[JsonDerivedType(typeof(StorePurged), "storePurged")]
[JsonDerivedType(typeof(OwnerChanged), "ownerChanged")]
[JsonDerivedType(typeof(FaultInjected), "faultInjected")]
[JsonDerivedType(typeof(Healed), "healed")]
[JsonDerivedType(typeof(GroupRead), "groupRead")]
[JsonDerivedType(typeof(GaugeRead), "gaugeRead")]
[JsonDerivedType(typeof(RunEnded), "runEnded")]
internal abstract record HistoryEvent
{
    /// <summary>When, in microseconds of the history's clock.</summary>
    [JsonRequired]
    [JsonPropertyOrder(-1)]
    public long AtUs { get; init; }
}

/// <summary>
/// A topic has these partitions, and keeps its records by these numbers from about here on; milliseconds, 0: no limit.
/// </summary>
internal sealed record TopicTold(
    string Topic, int FirstPartition, int Partitions, bool IsLog, long PurgeAfterMs, long RetentionMs,
    long RetentionBytes) : HistoryEvent;

/// <summary>
/// A group of a topic may treat failed deliveries so from here on; milliseconds, the factor in hundredths. Limit 0:
/// none; dead letters go to a topic of its own (empty), to the named one, or nowhere (null). Whether it was told in
/// vain is not known: what it was told before may hold too.
/// </summary>
internal sealed record GroupTold(
    string Group, string Topic, int AttemptLimit, int BackoffMinMs, int BackoffMaxMs, int BackoffFactor,
    int JitterPercent, string? DeadLetter) : HistoryEvent;

/// <summary>A group may be deleted from here on, and begin anew as soon as it has a consumer.</summary>
internal sealed record GroupDropped(string Group) : HistoryEvent;

/// <summary>A producer was given a message; producers number their messages in the order of sending.</summary>
internal sealed record SendBegan(int Producer, long Message, string Topic, string? Key, uint Hash) : HistoryEvent;

/// <summary>The send has ended. Partition and offset hold where <paramref name="End"/> is Acked.</summary>
internal sealed record SendEnded(long Message, SendEnd End, int Partition, long Offset, bool IsDuplicate, string? Code)
    : HistoryEvent;

/// <summary>A consumer got a delivery.</summary>
internal sealed record DeliveryCame(
    string Group, int Consumer, int Partition, long Offset, int Attempt, long Message, uint Hash) : HistoryEvent;

/// <summary>
/// What came last to a consumer is a dead letter that says this of itself; whether it has the headers of its message.
/// </summary>
internal sealed record LetterCame(
    string Group, int Consumer, int Partition, long Offset, LetterOrigin Letter, bool HasHeaders) : HistoryEvent;

/// <summary>
/// A consumer settled a delivery; nothing is promised yet. The delay is the one that it asked for, -1: none.
/// </summary>
internal sealed record SettleBegan(
    string Group, int Consumer, int Partition, long Offset, int Attempt, SettleKind Kind, long DelayMs, string? Reason)
    : HistoryEvent;

/// <summary>
/// All that the consumer had settled before is durable, but for what was refused as stale: <paramref name="Stale"/> is
/// how many settlements were, since the consumer began. It settles nothing while a flush is under way.
/// </summary>
internal sealed record SettlesFlushed(string Group, int Consumer, long Stale) : HistoryEvent;

/// <summary>A consumer began or ended; an unclean end loses what it had not flushed.</summary>
internal sealed record ConsumerChanged(string Group, int Consumer, bool IsStart, bool IsClean) : HistoryEvent;

/// <summary>
/// A consumer's connection was lost: what was on its way, or neither settled nor begun, comes again uncounted.
/// </summary>
internal sealed record LinkLost(string Group, int Consumer) : HistoryEvent;

/// <summary>The store gave an owner the right to a partition.</summary>
internal sealed record StoreAcquired(int Owner, int Partition, long Epoch, long NextOffset) : HistoryEvent;

/// <summary>The store holds an append: from here on it is durable, whatever its owner was told.</summary>
internal sealed record StoreAppended(int Owner, int Partition, long Epoch, long Sequence, long NextOffset)
    : HistoryEvent;

/// <summary>
/// A record of that append, in offset order; with what it says of its origin if it is a dead letter, when its owner
/// made its batch, if that is known, and for which group it was redriven, and how many times, if it was.
/// </summary>
internal sealed record StoreRecord(
    int Partition, long Offset, long Epoch, ulong ProducerId, int ProducerEpoch, long Sequence, long Message, uint Hash,
    LetterOrigin? Letter = null, long? MadeUs = null, string? RedrivenFor = null, int Redrives = 0) : HistoryEvent
{
    /// <summary>When its owner made its batch, by the history's clock.</summary>
    [JsonIgnore]
    public long MadeAtUs => MadeUs ?? AtUs;
}

/// <summary>The store was told that batches below the offset may go.</summary>
internal sealed record StorePurged(int Partition, long Below) : HistoryEvent;

/// <summary>A node process began, or ended: in order, killed, or by itself.</summary>
internal sealed record OwnerChanged(int Owner, int Incarnation, OwnerChange Change) : HistoryEvent;

/// <summary>A fault was injected; <paramref name="Kind"/> is a short name of a fixed list.</summary>
internal sealed record FaultInjected(string Kind, string Target) : HistoryEvent;

/// <summary>All faults are over but those that a run keeps to its end.</summary>
internal sealed record Healed : HistoryEvent;

/// <summary>What a group had settled without a gap at one partition, as the owner in the store tells it.</summary>
internal sealed record GroupRead(string Group, int Partition, long Floor, long NextOffset) : HistoryEvent;

/// <summary>The fill of something that has a cap.</summary>
internal sealed record GaugeRead(int Owner, string Name, long Value, long Cap) : HistoryEvent;

/// <summary>The run is over. True: everything was healed and given time to come to rest.</summary>
internal sealed record RunEnded(bool IsQuiet) : HistoryEvent;
