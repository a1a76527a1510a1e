namespace ActorMQ.Cmd.Verify;

/// <summary>What became of the messages of one partition.</summary>
/// <param name="Partition">Which one.</param>
/// <param name="Acknowledged">Messages whose send completed.</param>
/// <param name="Delivered">Messages that arrived.</param>
/// <param name="Lost">Messages whose send completed and that did not arrive.</param>
/// <param name="Duplicated">Deliveries of a message at another offset: it stands in the log more than once.</param>
/// <param name="Reordered">Messages that first arrived behind a later one of their key.</param>
/// <param name="Corrupt">Deliveries whose key or bytes are not those that were sent.</param>
/// <param name="Redelivered">Further deliveries of the same offset, which a group may see.</param>
internal sealed record VerifyRow(
    int Partition,
    int Acknowledged,
    int Delivered,
    int Lost,
    int Duplicated,
    int Reordered,
    int Corrupt,
    int Redelivered);
