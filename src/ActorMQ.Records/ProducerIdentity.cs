namespace ActorMQ.Records;

/// <summary>
/// The 128 random bits by which a producer is known. The client makes them; all zero means that nobody claims the
/// batch.
/// </summary>
/// <param name="High">The upper 64 bits.</param>
/// <param name="Low">The lower 64 bits.</param>
public readonly record struct ProducerIdentity(ulong High, ulong Low)
{
    /// <summary>Whether no producer is named.</summary>
    public bool IsNone => (High | Low) == 0;

    /// <summary>The 32 hexadecimal digits.</summary>
    public override string ToString() => $"{High:x16}{Low:x16}";
}
