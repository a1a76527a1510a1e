using ActorMQ.Journal;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker;

/// <summary>
/// The refusals that the shell itself gives; those of the rules come from <see cref="RefusalProblems"/>.
/// </summary>
internal static class Problems
{
    private const string Retry = "Send the same batch again under the same sequence; the client does so by itself.";

    /// <summary>The next step of one who named a topic that is not there.</summary>
    public const string HowToCreateTopic =
        "Create it: pbm topic create NAME --partitions N. Sending does not create topics.";

    /// <summary>The next step of one who named a group that is not there.</summary>
    public const string HowToCreateGroup =
        "Create it: pbm group create TOPIC GROUP; a consumer also makes it when it subscribes.";

    public static Problem UnknownTopic(string topic) => new(
        ErrorCode.UnknownTopic,
        $"There is no topic '{topic}'.",
        HowToCreateTopic,
        "topic");

    public static Problem UnknownGroup(string topic, string group) => new(
        ErrorCode.UnknownGroup,
        $"Topic '{topic}' has no group '{group}'.",
        HowToCreateGroup,
        "group");

    public static Problem UnknownPartition(int topicId, int partition) => new(
        ErrorCode.UnknownPartition,
        $"There is no partition {partition} of topic {topicId} here.",
        "Ask for the metadata of the topic again: it was deleted or has other partitions.",
        "partition");

    /// <summary>For people, who name topics and not their numbers.</summary>
    public static Problem NoSuchPartition(string topic, int partition, int partitions) => new(
        ErrorCode.UnknownPartition,
        $"{topic} has no partition {partition}.",
        partitions == 0 ? "It has none so far." : $"Give one from 0 to {partitions - 1}.",
        "partition",
        partitions);

    public static Problem OutOfReach(long offset, long spanMax) => new(
        ErrorCode.InvalidArgument,
        $"The dead letter at offset {offset} is more than {spanMax} behind the oldest one of its partition.",
        "Redrive or purge older ones first.",
        "offsets",
        spanMax);

    public static Problem Damaged(int partition, long first, long end) => new(
        ErrorCode.DamagedRecords,
        $"What is stored of partition {partition} from offset {first} to {end - 1} fails its check.",
        $"Look behind it, from offset {end} on. If it stays so, check the node's disk and memory.",
        "offset");

    public static Problem NotOwner { get; } = new(
        ErrorCode.NotOwner, "The partition is not open on this node at present.", Retry);

    public static Problem Overloaded { get; } = new(
        ErrorCode.Overloaded, "The partition has as many requests waiting as it may hold.", Retry);

    public static Problem ShuttingDown { get; } = new(
        ErrorCode.ShuttingDown, "The node is shutting down.", "Connect again; the client does so by itself.");

    public static Problem NotGreeted { get; } = new(
        ErrorCode.NotGreeted, "The first frame of a connection must be Hello.",
        "Send Hello, once, and wait for Welcome.");

    public static Problem BadHead(string frame) => new(
        ErrorCode.BadFrame, $"The head of a {frame} frame cannot be read.", "See docs/protocol.md for its fields.");

    public static Problem BadBatch(BatchFault fault) => new(
        ErrorCode.BadBatch,
        $"The record batch is damaged or malformed: {fault}.",
        "Encode it again as docs/formats.md says; nothing of it was stored.",
        "batch");

    public static Problem GroupDeleted { get; } = new(
        ErrorCode.ShuttingDown, "The group was deleted.", "Subscribe again; the group then begins anew.", "group");

    public static Problem ReservedProducer { get; } = new(
        ErrorCode.BadBatch,
        "The batch's producer id is one of those that nodes use among themselves.",
        "Choose the producer id at random; nothing of the batch was stored.",
        "producer");

    public static Problem NotForClients(BatchClass kind) => new(
        ErrorCode.BadBatch,
        $"A client may not send a batch of class {kind}.",
        "Send plain messages; nothing of the batch was stored.",
        "class");

    public static Problem UnknownSubscription(long id) => new(
        ErrorCode.UnknownSubscription,
        $"This connection has no subscription {id}.",
        "Subscribe again on this connection.",
        "subscription_id");

    public static Problem BadRange(int countMax) => new(
        ErrorCode.InvalidRange,
        $"A range of a Settle frame starts below 0, or its count is not between 1 and {countMax}.",
        "Settle what was delivered; see docs/protocol.md.",
        "range",
        countMax);

    public static Problem TooManySubscriptions(int max) => new(
        ErrorCode.TooManySubscriptions,
        $"A connection holds at most {max} subscriptions.",
        "Unsubscribe what is unused, or open another connection.",
        "subscription_id",
        max);

    public static Problem TooManyTails(int max) => new(
        ErrorCode.Overloaded, $"The node has {max} tails already.", "End one of them, or look again later.", "", max);

    public static Problem OtherPartitions(int given, int partitions) => new(
        ErrorCode.InvalidArgument,
        $"The positions are of {given} partitions; the topic has {partitions}.",
        "Begin the tail anew, without positions.",
        "Last-Event-ID",
        partitions);

    public static Problem OutOfRange(string field, long max) => new(
        ErrorCode.InvalidArgument, $"'{field}' must be between 1 and {max}.", "Correct the field.", field, max);

    public static Problem TooManyTopicsAsked(int max) => new(
        ErrorCode.InvalidArgument,
        $"The answer names more than {max} topics, or is longer than the head of a frame.",
        "Ask for fewer topics at a time.",
        "topic",
        max);

    public static Problem UnsupportedProtocol(uint version) => new(
        ErrorCode.UnsupportedProtocol,
        $"This node speaks protocol version {version} only.",
        "Use a client of the same major version.",
        "protocol_max",
        version);

    public static Problem StoreRejected(string why) => new(
        ErrorCode.StoreRejected,
        $"The journal refused to store it: {why}",
        "Look at the node's log and at the free space of its disk; nothing of the batch was stored.");

    /// <summary>The same, told apart: a full disk is for the operator, and passes.</summary>
    public static Problem StoreRejected(Exception? reason) =>
        reason is JournalRefusedException { Reason: JournalRefusal.StorageFull }
            ? StorageFull with { Message = reason.Message }
            : StoreRejected(reason?.Message ?? "no reason given");

    public static Problem StorageFull { get; } = new(
        ErrorCode.StorageFull,
        "The node's storage is full; nothing of the batch was stored.",
        "Free space on the node's disk, or consume and settle; acknowledgements go on meanwhile.");

    /// <summary>Whether the journal has refused an append, for whatever was in it.</summary>
    public static bool IsOfStore(in Problem problem) =>
        problem.Code is ErrorCode.StorageFull or ErrorCode.StoreRejected;

    public static Problem StoreUnavailable { get; } = new(
        ErrorCode.StoreUnavailable, "The partition is being recovered.", Retry);
}
