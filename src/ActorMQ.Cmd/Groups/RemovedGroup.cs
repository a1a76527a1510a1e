namespace ActorMQ.Cmd.Groups;

/// <summary>What <c>group rm</c> reports.</summary>
internal sealed record RemovedGroup(string Topic, string Removed);
