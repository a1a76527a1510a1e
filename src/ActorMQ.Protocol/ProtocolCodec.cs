using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;

namespace ActorMQ.Protocol;

/// <summary>Heads of frames: from objects to bytes and back.</summary>
public static class ProtocolCodec
{
    /// <summary>Reads a head into a new object.</summary>
    /// <returns>False: the bytes are not a head of this kind; the connection should end as a protocol error.</returns>
    public static bool TryParse<T>(ReadOnlySpan<byte> head, [NotNullWhen(true)] out T? message)
        where T : class, IMessage<T>, new()
    {
        var parsed = new T();
        message = TryMerge(head, parsed) ? parsed : null;
        return message is not null;
    }

    /// <summary>Reads a head into a new object.</summary>
    /// <exception cref="UnreadableHeadException">The bytes are not a head of this kind.</exception>
    public static T Parse<T>(MessageParser<T> parser, ReadOnlySpan<byte> head)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(head);
        }
        catch (Exception fault) when (IsUnreadable(fault))
        {
            throw new UnreadableHeadException(typeof(T).Name, fault);
        }
    }

    /// <summary>
    /// Reads a head into an object that has no field set, for the hot frames: the caller keeps the object and clears
    /// what the head may set (a range list keeps its capacity).
    /// </summary>
    /// <returns>False: the bytes are not a head of this kind; the object holds what was read until then.</returns>
    public static bool TryMerge(ReadOnlySpan<byte> head, IMessage into)
    {
        try
        {
            into.MergeFrom(head);
            return true;
        }
        catch (Exception fault) when (IsUnreadable(fault))
        {
            // Any bytes may come from outside; that they make no head is an answer, not a failure.
            return false;
        }
    }

    // A length near the end of its range overflows inside the parser, which then reads beyond the bytes.
    private static bool IsUnreadable(Exception fault) =>
        fault is InvalidProtocolBufferException or IndexOutOfRangeException or ArgumentOutOfRangeException;

    /// <summary>The bytes of a whole frame, for tests, tools and golden files.</summary>
    public static byte[] Encode(in OutboundFrame frame)
    {
        var bytes = new byte[Framing.FrameEncoder.Measure(frame, out int headBytes)];
        Framing.FrameEncoder.WriteFront(bytes, frame, headBytes);
        Span<byte> rest = bytes.AsSpan(ProtocolLimits.FrameHeaderBytes + headBytes);
        frame.Body.First.Span.CopyTo(rest);
        frame.Body.Second.Span.CopyTo(rest[frame.Body.First.Length..]);
        frame.Body.Third.Span.CopyTo(rest[(frame.Body.First.Length + frame.Body.Second.Length)..]);
        return bytes;
    }
}
