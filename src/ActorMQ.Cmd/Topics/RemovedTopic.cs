namespace ActorMQ.Cmd.Topics;

/// <summary>What <c>topic rm</c> reports.</summary>
internal sealed record RemovedTopic(string Removed);
