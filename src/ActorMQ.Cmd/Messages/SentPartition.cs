namespace ActorMQ.Cmd.Messages;

/// <summary>The part of what was sent that one partition holds.</summary>
internal sealed record SentPartition(int Partition, long Messages, long FirstOffset, long LastOffset);
