namespace ActorMQ.Server.Tests.Crashes;

/// <summary>A place in the log of a topic.</summary>
internal readonly record struct LogPlace(int Partition, long Offset);
