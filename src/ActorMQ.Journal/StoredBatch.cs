using ActorMQ.Records;

namespace ActorMQ.Journal;

/// <summary>
/// A record batch read back. The reader owns one reference of <paramref name="Bytes"/> and releases it.
/// </summary>
/// <param name="BaseOffset">Offset of the first record.</param>
/// <param name="Count">Number of records.</param>
/// <param name="Bytes">The batch as it was appended, exactly its length; not checked: it carries its own CRCs.</param>
public readonly record struct StoredBatch(long BaseOffset, int Count, Slab Bytes);
