namespace ActorMQ.Client;

/// <summary>A stored message that was looked at without a group.</summary>
/// <param name="Partition">Its partition.</param>
/// <param name="Offset">Where it is in its partition.</param>
/// <param name="CreatedAt">When its producer made it.</param>
/// <param name="Key">Its key when that is UTF-8; null for none.</param>
/// <param name="KeyBase64">Its key in Base64 when it is not UTF-8.</param>
/// <param name="Tag">Its tag; null for none.</param>
/// <param name="Headers">Its headers; null for none.</param>
/// <param name="Body">Its body when that is UTF-8.</param>
/// <param name="BodyBase64">Its body in Base64 when it is not.</param>
public sealed record PeekedMessage(
    int Partition,
    long Offset,
    DateTimeOffset CreatedAt,
    string? Key,
    string? KeyBase64,
    string? Tag,
    IReadOnlyList<PeekedHeader>? Headers,
    string? Body,
    string? BodyBase64);
