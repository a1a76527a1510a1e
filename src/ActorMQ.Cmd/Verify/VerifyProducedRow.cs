namespace ActorMQ.Cmd.Verify;

/// <summary>What was sent to one partition.</summary>
/// <param name="Partition">Which one.</param>
/// <param name="Acknowledged">Messages whose send completed.</param>
internal sealed record VerifyProducedRow(int Partition, int Acknowledged);
