using ActorMQ.Records;

namespace ActorMQ.Broker;

/// <summary>A stored message that was looked at; no group knows of it.</summary>
/// <param name="Partition">Its partition's index.</param>
/// <param name="Offset">Where it is in its partition.</param>
/// <param name="CreatedUnixMs">When its producer made it: wall clock, milliseconds since 1970 UTC.</param>
/// <param name="Key">Its key; empty for none.</param>
/// <param name="Tag">Its tag in UTF-8; empty for none.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body.</param>
public sealed record PeekedMessage(
    int Partition, long Offset, long CreatedUnixMs, byte[] Key, byte[] Tag, IReadOnlyList<MessageHeader> Headers,
    byte[] Body);
