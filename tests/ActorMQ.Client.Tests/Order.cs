namespace ActorMQ.Client.Tests;

/// <summary>A value that tests send.</summary>
internal sealed record Order(int Number, string Customer);
