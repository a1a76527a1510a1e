namespace ActorMQ.Journal;

/// <summary>Where a stored batch is and how old, without its bytes.</summary>
/// <param name="BaseOffset">Offset of the first record.</param>
/// <param name="Count">Number of records.</param>
/// <param name="Bytes">Length of the batch.</param>
/// <param name="StoredUnixMs">When it was stored: the owner's wall clock. Of a batch that a format without this time
/// holds: when its producer made it.</param>
public readonly record struct BatchPlace(long BaseOffset, int Count, int Bytes, long StoredUnixMs)
{
    /// <summary>Offset behind the last record.</summary>
    public long EndOffset => BaseOffset + Count;
}
