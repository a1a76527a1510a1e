using System.Collections.Frozen;
using ActorMQ.Protocol.Wire;
using static ActorMQ.Protocol.Wire.ErrorCode;

namespace ActorMQ.Client;

/// <summary>Every error code that ActorMQ reports, with its meaning and what to do next.</summary>
public static class ErrorCatalogue
{
    private static readonly FrozenDictionary<ErrorCode, CataloguedError> ByNumber =
        Connection().Concat(Topics()).Concat(Sending()).Concat(Consuming())
            .ToFrozenDictionary(static row => row.Code, static row => Entry(row.Code, row.Title, row.NextStep));

    private static readonly FrozenDictionary<string, CataloguedError> ByCode =
        ByNumber.Values.ToFrozenDictionary(static entry => entry.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>All entries, by code.</summary>
    public static IReadOnlyList<CataloguedError> All { get; } =
        [.. ByNumber.Values.OrderBy(static entry => entry.Code, StringComparer.Ordinal)];

    internal static CataloguedError Unreachable => ByNumber[ErrorCode.Unreachable];

    internal static CataloguedError ConnectionLost => ByNumber[ErrorCode.ConnectionLost];

    internal static CataloguedError BadAnswer => ByNumber[BadFrame];

    internal static CataloguedError Closed => ByNumber[ErrorCode.Closed];

    internal static CataloguedError RequestTimeout => ByNumber[ErrorCode.Timeout];

    internal static CataloguedError InvalidName => ByNumber[ErrorCode.InvalidName];

    internal static CataloguedError InvalidArgument => ByNumber[ErrorCode.InvalidArgument];

    internal static CataloguedError TooLarge => ByNumber[ErrorCode.TooLarge];

    internal static CataloguedError DeliveryTimeout => ByNumber[ErrorCode.DeliveryTimeout];

    internal static CataloguedError StaleDelivery => ByNumber[ErrorCode.StaleDelivery];

    internal static CataloguedError DamagedDelivery => ByNumber[ErrorCode.DamagedDelivery];

    /// <summary>The entry of a code such as <c>AMQ-1010</c>, or null.</summary>
    public static CataloguedError? Find(string code) => ByCode.GetValueOrDefault(code);

    // A code of later versions is shown as it came; what can never be a code is no answer.
    internal static CataloguedError Find(ErrorCode code) => code <= ErrorCode.None
        ? BadAnswer
        : ByNumber.GetValueOrDefault(code)
            ?? Entry(code, "The node refused for a reason that this client does not know.", "Use a newer client.");

    /// <summary>A refusal from the wire; what the node left out is taken from here.</summary>
    internal static ActorMQException From(Error error)
    {
        CataloguedError entry = Find(error.Code);
        string message = error.Message.Length != 0 ? error.Message : entry.Title;
        return entry.With(message, error.NextStep.Length != 0 ? error.NextStep : entry.NextStep);
    }

    private static CataloguedError Entry(ErrorCode code, string title, string nextStep) =>
        new($"AMQ-{(int)code:D4}", title, nextStep);

    private static IEnumerable<(ErrorCode Code, string Title, string NextStep)> Connection() =>
    [
        (BadFrame, "The other side sent something that is not ActorMQ's protocol.",
            "Check that address and port are the frame port of an ActorMQ node of a version that fits."),
        (UnsupportedProtocol, "Client and node have no protocol version in common.",
            "Use a client and a node of versions that overlap."),
        (FrameTooLarge, "A frame is longer than the other side takes.", "Send smaller messages or smaller batches."),
        (UnknownFrameType, "A frame type that the other side does not know.", "Update the older side."),
        (NotGreeted, "A request came before the handshake was over.", "Update the client."),
        (TooManyConnections, "The node has as many connections as it allows.",
            "Close connections that are not needed, or raise the node's limit."),
        (ShuttingDown, "The node is stopping.", "Wait: the client reconnects by itself once the node is back."),
        (ErrorCode.Timeout, "The node did not answer in time.",
            "Check that the node runs and is not overloaded; try again."),
        (Internal, "The node failed at this request.", "Look into the node's log and report what it says."),
        (ErrorCode.Unreachable, "No node could be reached.", "Start a node (actormqd) or correct the address."),
        (ErrorCode.ConnectionLost, "The connection to the node is gone.",
            "Wait: the client reconnects by itself. If it goes on, look into the node's log."),
        (ErrorCode.Closed, "The client, producer or consumer is closed.", "Make a new one."),
    ];

    private static IEnumerable<(ErrorCode Code, string Title, string NextStep)> Topics() =>
    [
        (UnknownTopic, "There is no such topic.", "Create it first: pbm topic create NAME."),
        (UnknownPartition, "The topic has no such partition.", "Ask for the topic's partitions: pbm topic show NAME."),
        (ErrorCode.InvalidName, "A name is outside its limits.", "Use 1 to 127 of A-Z a-z 0-9 . _ - for names."),
        (TopicExists, "A topic of that name exists.", "Use it, choose another name, or delete it first."),
        (TooManyTopics, "The node has as many topics as it allows.", "Delete topics that are not needed."),
        (TooManyPartitions, "More partitions than a topic or the node allows.", "Ask for fewer partitions."),
        (NotOwner, "The node does not own the partition at present.", "Wait: the client follows the owner by itself."),
        (StaleRoute, "The topic's partitions have changed.", "Send again: the client has learned the new ones."),
        (ErrorCode.InvalidArgument, "A size or an option is outside its limits.",
            "Correct the value that the message names."),
    ];

    private static IEnumerable<(ErrorCode Code, string Title, string NextStep)> Sending() =>
    [
        (BadBatch, "The node found a batch damaged or malformed.",
            "Send again. If it repeats, check the memory of the sending machine."),
        (ErrorCode.TooLarge, "A message or batch is over its limit.",
            "Send less: body 4 MiB, key 1 KiB, 64 headers of 16 KiB together."),
        (MixedBatch, "The messages of a batch differ in class, priority or generation.", "Update the client."),
        (StaleProducerEpoch, "A newer producer with the same id has taken over.", "Use the newer producer."),
        (SequenceGap, "An earlier batch of the producer is missing.", "Send again with a new producer."),
        (TooManyProducers, "The partition knows as many producers as it allows.",
            "Keep producers and reuse them; idle ones are forgotten after four minutes."),
        (Overloaded, "The node has as much work as it allows.", "Send more slowly; the client tries again by itself."),
        (StorageFull, "The node's disk is full.", "Free space, consume or delete topics; then send again."),
        (StoreRejected, "The store refused the append; nothing was stored.", "Look into the node's log."),
        (StoreUnavailable, "The store does not answer.", "Check disk or database; the client tries again by itself."),
        (ErrorCode.DeliveryTimeout, "A message was not confirmed in time; it may or may not have been stored.",
            "Check that the node runs, then send it again; a consumer may see it twice."),
        (UnknownProducer, "The partition has forgotten the producer.",
            "Wait: the client begins again by itself with a new epoch."),
        (SequenceForgotten, "The batch was accepted before; where it is, the partition does not remember.",
            "Do not send it again: a consumer would see it twice."),
    ];

    private static IEnumerable<(ErrorCode Code, string Title, string NextStep)> Consuming() =>
    [
        (UnknownSubscription, "The node does not know the subscription.",
            "Wait: the client subscribes again by itself."),
        (ErrorCode.StaleDelivery, "A delivery was no longer the consumer's when it was settled.",
            "Handle faster or raise the ack wait; the message is delivered again."),
        (TooManySubscriptions, "The node has as many consumers as it allows.", "Close consumers that are not needed."),
        (TooManyGroups, "The topic has as many groups as it allows.", "Delete groups that are not needed."),
        (InvalidRange, "A settlement names offsets that do not exist.", "Update the client."),
        (ErrorCode.DamagedDelivery, "A delivery arrived damaged: a checksum does not match.",
            "Consume on: the message was handed back and comes again. If it repeats, check disk and memory."),
        (UnknownGroup, "The topic has no such group.", "Create it: pbm group create TOPIC GROUP."),
        (DamagedRecords, "What is stored there fails its check.",
            "Look behind it. If it stays so, check the node's disk and memory."),
    ];
}
