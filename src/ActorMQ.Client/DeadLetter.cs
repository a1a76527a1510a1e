using System.Text.Json.Serialization;

namespace ActorMQ.Client;

/// <summary>A message that a group gave up, as it is in its dead-letter topic.</summary>
/// <param name="Partition">Its partition of the dead-letter topic.</param>
/// <param name="Offset">Where it is in that partition.</param>
/// <param name="OriginPartition">The partition that it is from.</param>
/// <param name="OriginOffset">Its offset there.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Cause">Why it was given up: <c>Nacked</c>, <c>Rejected</c>, <c>AckWaitPassed</c> or
/// <c>ConsumerLost</c>.</param>
/// <param name="Reason">What its last consumer said; the cause when it said nothing.</param>
/// <param name="CreatedAt">When it came to the topic that it is from.</param>
/// <param name="MovedAt">When it was given up.</param>
/// <param name="Redrives">How often it was sent back before.</param>
public sealed record DeadLetter(
    int Partition,
    long Offset,
    int OriginPartition,
    long OriginOffset,
    int Attempts,
    string Cause,
    string Reason,
    DateTimeOffset CreatedAt,
    DateTimeOffset MovedAt,
    long Redrives)
{
    /// <summary>Its key when that is UTF-8; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>Its key in Base64 when it is not UTF-8.</summary>
    public string? KeyBase64 { get; init; }

    /// <summary>Its tag; null for none.</summary>
    public string? Tag { get; init; }

    /// <summary>The headers that it was sent with; null for none.</summary>
    public IReadOnlyList<PeekedHeader>? Headers { get; init; }

    /// <summary>Its body when that is UTF-8.</summary>
    public string? Body { get; init; }

    /// <summary>Its body in Base64 when it is not UTF-8, and always in an export.</summary>
    public string? BodyBase64 { get; init; }

    /// <summary>Where it is.</summary>
    [JsonIgnore]
    public DeadLetterPosition Position => new(Partition, Offset);
}
