using System.Collections.Frozen;

namespace ActorMQ.Client;

/// <summary>Every error code that ActorMQ reports, with its meaning and what to do next.</summary>
/// <remarks>Codes from <c>AMQ-9000</c> are the client's own; the others come from a node.</remarks>
public static class ErrorCatalogue
{
    /// <summary>A name, a size or an option is outside its limits; nothing was sent.</summary>
    public static readonly CataloguedError InvalidArgument = new(
        "AMQ-9001", "A name, a size or an option is outside its limits.", "Correct the value that the message names.");

    /// <summary>No node could be reached.</summary>
    public static readonly CataloguedError Unreachable = new(
        "AMQ-9002", "No node could be reached.", "Start a node (actormqd) or correct the address.");

    /// <summary>The delivery timeout of a send passed; the message may or may not have been stored.</summary>
    public static readonly CataloguedError DeliveryTimeout = new(
        "AMQ-9003",
        "A message was not confirmed within the delivery timeout; it may or may not have been stored.",
        "Check that the node runs, then send the message again; the consumer may see it twice.");

    /// <summary>The other side does not speak the protocol that this client speaks.</summary>
    public static readonly CataloguedError BadAnswer = new(
        "AMQ-9004", "The other side answered with something that is not ActorMQ's protocol.",
        "Check that address and port are those of an ActorMQ node of a version that fits.");

    /// <summary>The client, producer or consumer has been disposed.</summary>
    public static readonly CataloguedError Closed = new(
        "AMQ-9005", "The client, producer or consumer is closed.", "Make a new one.");

    /// <summary>A delivery arrived damaged: a checksum does not match.</summary>
    public static readonly CataloguedError DamagedDelivery = new(
        "AMQ-9006", "A delivery arrived damaged.",
        "Consume on: the message stays unsettled and is handed out again. If it repeats, check disk and memory.");

    /// <summary>A question to the node stayed unanswered.</summary>
    public static readonly CataloguedError RequestTimeout = new(
        "AMQ-9007", "The node did not answer in time.", "Check that the node runs and is not overloaded; try again.");

    private static readonly FrozenDictionary<string, CataloguedError> ByCode =
        new[] { InvalidArgument, Unreachable, DeliveryTimeout, BadAnswer, Closed, DamagedDelivery, RequestTimeout }
            .ToFrozenDictionary(static entry => entry.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>All entries, by code.</summary>
    public static IReadOnlyList<CataloguedError> All { get; } =
        [.. ByCode.Values.OrderBy(static entry => entry.Code, StringComparer.Ordinal)];

    /// <summary>The entry of a code such as <c>AMQ-9002</c>, or null.</summary>
    public static CataloguedError? Find(string code) => ByCode.GetValueOrDefault(code);
}
