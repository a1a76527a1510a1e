using System.Text;

namespace ActorMQ.Client;

/// <summary>What an application sends: a body, and if wanted a key, a tag and headers.</summary>
/// <remarks>
/// The memory that it refers to is to stay as it is until the task of
/// <see cref="Producer.SendAsync(Message, CancellationToken)"/> has completed.
/// Sizes: body 4 MiB, key and tag 1 KiB each, 64 headers of 16 KiB together.
/// </remarks>
public readonly struct Message
{
    /// <summary>A message with <paramref name="body"/> and nothing else.</summary>
    public Message(ReadOnlyMemory<byte> body) => Body = body;

    /// <summary>A message whose body is <paramref name="text"/> in UTF-8.</summary>
    public Message(string text, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        Body = Encoding.UTF8.GetBytes(text);
        Key = key is null ? default : Encoding.UTF8.GetBytes(key);
    }

    /// <summary>The bytes to carry; at most 4 MiB.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>
    /// Messages of equal keys go to the same partition, in the order of the send calls. Empty: no key, any partition.
    /// At most 1,024 bytes.
    /// </summary>
    public ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>A word that subscriptions can filter by, or null. At most 1,024 bytes in UTF-8.</summary>
    public string? Tag { get; init; }

    /// <summary>Named values beside the body, or null. At most 64, of 16 KiB together.</summary>
    public IReadOnlyList<Header>? Headers { get; init; }

    /// <summary>A message whose body is <paramref name="text"/> in UTF-8.</summary>
    public static implicit operator Message(string text) => new(text);

    /// <summary>A message whose body is <paramref name="text"/> in UTF-8.</summary>
    public static Message FromString(string text) => new(text);
}
