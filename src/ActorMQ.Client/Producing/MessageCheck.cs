using System.Text;
using ActorMQ.Records;

namespace ActorMQ.Client.Producing;

/// <summary>Judges a message before it is taken, and takes it apart.</summary>
internal static class MessageCheck
{
    /// <summary>What is wrong with a message that has more than a body; null: nothing.</summary>
    public static ActorMQException? Judge(in Message message)
    {
        if (message.Body.Length > RecordBatch.MessageBytesMax)
            return Limits.OverLimit("body", "bytes", message.Body.Length, RecordBatch.MessageBytesMax);
        if (message.Key.Length > RecordBatch.KeyBytesMax)
            return Limits.OverLimit("key", "bytes", message.Key.Length, RecordBatch.KeyBytesMax);
        if (message.Tag is { } tag && Encoding.UTF8.GetByteCount(tag) > RecordBatch.TagBytesMax)
            return Limits.OverLimit("tag", "bytes", Encoding.UTF8.GetByteCount(tag), RecordBatch.TagBytesMax);
        return message.Headers is { Count: > 0 } headers ? Judge(headers) : null;
    }

    /// <summary>The tag in UTF-8; empty when there is none.</summary>
    public static byte[] TagOf(in Message message) => message.Tag is { } tag ? Encoding.UTF8.GetBytes(tag) : [];

    /// <summary>The headers as records have them; null when there are none.</summary>
    public static MessageHeader[]? HeadersOf(in Message message)
    {
        if (message.Headers is not { Count: > 0 } headers)
            return null;
        var converted = new MessageHeader[headers.Count];
        for (int index = 0; index < converted.Length; index++)
            converted[index] = new MessageHeader(headers[index].Name, headers[index].Value);
        return converted;
    }

    private static ActorMQException? Judge(IReadOnlyList<Header> headers)
    {
        if (headers.Count > RecordBatch.HeaderCountMax)
            return Limits.OverLimit("headers", "headers", headers.Count, RecordBatch.HeaderCountMax);
        long bytes = 0;
        for (int index = 0; index < headers.Count; index++)
        {
            if (string.IsNullOrEmpty(headers[index].Name))
                return ErrorCatalogue.InvalidArgument.With($"headers[{index}].Name: empty; give it a character.");
            bytes += Encoding.UTF8.GetByteCount(headers[index].Name) + headers[index].Value.Length;
        }
        return bytes > RecordBatch.HeaderBytesMax
            ? Limits.OverLimit("headers", "bytes", bytes, RecordBatch.HeaderBytesMax)
            : null;
    }
}
