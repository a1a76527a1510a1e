namespace ActorMQ.Hosting.Http;

/// <summary>A problem document as it is written.</summary>
internal sealed record ProblemJson(
    string Type, string Title, int Status, string Detail, string Code, string NextStep,
    string? Field, long? Limit);
