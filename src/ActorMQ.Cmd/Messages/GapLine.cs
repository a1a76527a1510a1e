namespace ActorMQ.Cmd.Messages;

/// <summary>Messages that <c>msg tail</c> could not show: they were removed before it came to them.</summary>
internal sealed record GapLine(string Topic, int Partition, long Missed);
