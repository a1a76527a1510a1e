namespace ActorMQ.Hosting.Http;

/// <summary>An answer of a health address.</summary>
internal sealed record HealthJson(string Status);
