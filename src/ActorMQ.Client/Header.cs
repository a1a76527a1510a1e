using System.Text;

namespace ActorMQ.Client;

/// <summary>A named value beside the body of a message.</summary>
/// <param name="Name">The name; not empty; UTF-8 on the wire. A name may occur more than once.</param>
/// <param name="Value">The value: bytes that only the application understands.</param>
public readonly record struct Header(string Name, ReadOnlyMemory<byte> Value)
{
    /// <summary>A header whose value is <paramref name="text"/> in UTF-8.</summary>
    public Header(string name, string text) : this(name, Encoding.UTF8.GetBytes(text))
    {
    }

    /// <summary>The value read as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Value.Span);
}
