namespace ActorMQ.Client.Http;

/// <summary>Messages that a tail could not show.</summary>
internal sealed record TailGap(int Partition, long Missed);
