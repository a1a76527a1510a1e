using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ActorMQ.Client;

/// <summary>Bodies that are JSON in UTF-8, by <c>System.Text.Json</c> with generated code for the type.</summary>
/// <typeparam name="T">The values.</typeparam>
/// <param name="type">How the type is written and read, such as <c>MyJsonContext.Default.OrderPlaced</c>.</param>
public sealed class JsonBodySerializer<T>(JsonTypeInfo<T> type) : ISerializer<T>
{
    /// <inheritdoc/>
    public void Write(T value, IBufferWriter<byte> to)
    {
        using var writer = new Utf8JsonWriter(to);
        JsonSerializer.Serialize(writer, value, type);
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The body is not JSON of that type, or is <c>null</c>.</exception>
    public T Read(ReadOnlyMemory<byte> from) =>
        JsonSerializer.Deserialize(from.Span, type) ?? throw new JsonException("The body of the message is null.");
}
