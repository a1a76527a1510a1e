namespace ActorMQ.Records;

/// <summary>One header of a message.</summary>
/// <param name="Name">Its name; stored as UTF-8. A name may repeat.</param>
/// <param name="Value">Its value, any bytes.</param>
public readonly record struct MessageHeader(string Name, ReadOnlyMemory<byte> Value);
