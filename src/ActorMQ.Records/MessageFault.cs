namespace ActorMQ.Records;

/// <summary>Why a message can never be stored, however empty the batch.</summary>
public enum MessageFault : byte
{
    /// <summary>The message is within every limit.</summary>
    None = 0,

    /// <summary>The body is longer than <see cref="RecordBatch.MessageBytesMax"/>.</summary>
    BodyTooLong = 1,

    /// <summary>The key is longer than <see cref="RecordBatch.KeyBytesMax"/>.</summary>
    KeyTooLong = 2,

    /// <summary>The tag is longer than <see cref="RecordBatch.TagBytesMax"/>.</summary>
    TagTooLong = 3,

    /// <summary>There are more than <see cref="RecordBatch.HeaderCountMax"/> headers.</summary>
    TooManyHeaders = 4,

    /// <summary>
    /// Names and values of the headers are longer than <see cref="RecordBatch.HeaderBytesMax"/> together.
    /// </summary>
    HeadersTooLong = 5,

    /// <summary>A header has no name.</summary>
    HeaderWithoutName = 6,
}
