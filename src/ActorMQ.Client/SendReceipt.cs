namespace ActorMQ.Client;

/// <summary>What a producer learns when the node has stored a message durably.</summary>
/// <param name="Partition">Index of the partition that holds the message.</param>
/// <param name="Offset">Place of the message in its partition; offsets of a partition have no gaps.</param>
/// <param name="Duplicate">True when the node had stored the message before, from an earlier try of this send.</param>
public readonly record struct SendReceipt(int Partition, long Offset, bool Duplicate);
