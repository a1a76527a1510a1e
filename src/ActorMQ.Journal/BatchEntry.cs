namespace ActorMQ.Journal;

/// <summary>One record batch of an append; the journal stores its bytes as they are.</summary>
/// <param name="BaseOffset">Offset of the first record.</param>
/// <param name="Count">Number of records, at least 1.</param>
/// <param name="Bytes">The encoded batch; must not change or be released until the commit has returned.</param>
/// <param name="StoredUnixMs">The owner's wall clock, by which the batch ages: it never goes back within a
/// partition.</param>
public readonly record struct BatchEntry(
    long BaseOffset, int Count, ReadOnlyMemory<byte> Bytes, long StoredUnixMs = 0);
