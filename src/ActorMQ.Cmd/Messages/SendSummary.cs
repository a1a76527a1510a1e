namespace ActorMQ.Cmd.Messages;

/// <summary>What <c>msg send</c> reports.</summary>
internal sealed record SendSummary(string Topic, long Messages, IReadOnlyList<SentPartition> Partitions);
