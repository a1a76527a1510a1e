using ActorMQ.Records;

namespace ActorMQ.Core.Topics;

/// <summary>
/// A group's policy as the bytes that are stored: the catalogue carries them and never looks inside.
/// </summary>
/// <remarks>Two are equal when their bytes are. None at all, the default, stands for the default policy.</remarks>
/// <param name="bytes">The encoded policy; must not change afterwards.</param>
public readonly struct EncodedPolicy(ReadOnlyMemory<byte> bytes) : IEquatable<EncodedPolicy>
{
    /// <summary>The bytes; empty for the default policy.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>Whether two are the same bytes.</summary>
    public static bool operator ==(EncodedPolicy left, EncodedPolicy right) => left.Equals(right);

    /// <summary>Whether two differ.</summary>
    public static bool operator !=(EncodedPolicy left, EncodedPolicy right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(EncodedPolicy other) => Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EncodedPolicy other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Crc32C.Of(Bytes.Span);

    /// <summary>The bytes in hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexString(Bytes.Span);
}
