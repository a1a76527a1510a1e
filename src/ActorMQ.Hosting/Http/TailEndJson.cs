namespace ActorMQ.Hosting.Http;

/// <summary>Why a tail has ended.</summary>
internal sealed record TailEndJson(string Reason);
