using System.Buffers;

namespace ActorMQ.Client;

/// <summary>Turns values into bodies of messages and back. Used from several threads at a time.</summary>
/// <typeparam name="T">The values.</typeparam>
public interface ISerializer<T>
{
    /// <summary>Writes <paramref name="value"/> as a body, of at most 4 MiB.</summary>
    /// <param name="value">The value.</param>
    /// <param name="to">Where its bytes go.</param>
    void Write(T value, IBufferWriter<byte> to);

    /// <summary>Reads a body; throws what the application wants to see when it cannot be read.</summary>
    /// <param name="from">The bytes, which stay as they are.</param>
    T Read(ReadOnlyMemory<byte> from);
}
