namespace ActorMQ.Client.Http;

/// <summary>Why a tail has ended.</summary>
internal sealed record TailEnd(string Reason);
