using ActorMQ.Records;

namespace ActorMQ.Client.Producing;

/// <summary>A message taken apart into what a batch builder takes.</summary>
internal readonly ref struct MessageParts
{
    public ReadOnlySpan<byte> Body { get; init; }

    public ReadOnlySpan<byte> Key { get; init; }

    public ReadOnlySpan<byte> Tag { get; init; }

    public IReadOnlyList<MessageHeader>? Headers { get; init; }

    /// <summary>Bytes counted against the producer's window.</summary>
    public int Charge => Body.Length + Key.Length + Tag.Length;
}
