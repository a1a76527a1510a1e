namespace ActorMQ.Client.Http;

/// <summary>A refusal in the shape of RFC 9457 with our code and next step.</summary>
internal sealed record Problem(string? Title, int? Status, string? Detail, string? Code, string? NextStep);
