namespace ActorMQ.Hosting.Http;

/// <summary>Messages that a tail could not show: they were removed before it came to them.</summary>
internal sealed record GapJson(int Partition, long Missed);
