using System.Text;

namespace ActorMQ.Records;

/// <summary>The limits of one message, checked before it reaches a <see cref="BatchBuilder"/>.</summary>
public static class MessageLimits
{
    /// <summary>Checks a message against every limit.</summary>
    public static MessageFault Check(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> tag, IReadOnlyList<MessageHeader>? headers, ReadOnlySpan<byte> body)
    {
        if (body.Length > RecordBatch.MessageBytesMax)
            return MessageFault.BodyTooLong;
        if (key.Length > RecordBatch.KeyBytesMax)
            return MessageFault.KeyTooLong;
        if (tag.Length > RecordBatch.TagBytesMax)
            return MessageFault.TagTooLong;
        return headers is null || headers.Count == 0 ? MessageFault.None : CheckHeaders(headers);
    }

    /// <summary>Names the field and its limit, in words for whoever sent the message.</summary>
    public static string Describe(MessageFault fault) => fault switch
    {
        MessageFault.None => "The message is within every limit.",
        MessageFault.BodyTooLong => $"The body is longer than {RecordBatch.MessageBytesMax} bytes.",
        MessageFault.KeyTooLong => $"The key is longer than {RecordBatch.KeyBytesMax} bytes.",
        MessageFault.TagTooLong => $"The tag is longer than {RecordBatch.TagBytesMax} bytes.",
        MessageFault.TooManyHeaders => $"The message has more than {RecordBatch.HeaderCountMax} headers.",
        MessageFault.HeadersTooLong =>
            $"Header names and values are longer than {RecordBatch.HeaderBytesMax} bytes together.",
        MessageFault.HeaderWithoutName => "A header has no name; give each header at least one character.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "No such fault."),
    };

    private static MessageFault CheckHeaders(IReadOnlyList<MessageHeader> headers)
    {
        if (headers.Count > RecordBatch.HeaderCountMax)
            return MessageFault.TooManyHeaders;

        var bytes = 0L;
        for (var index = 0; index < headers.Count; index++)
        {
            if (string.IsNullOrEmpty(headers[index].Name))
                return MessageFault.HeaderWithoutName;
            bytes += Encoding.UTF8.GetByteCount(headers[index].Name) + headers[index].Value.Length;
        }

        return bytes > RecordBatch.HeaderBytesMax ? MessageFault.HeadersTooLong : MessageFault.None;
    }
}
