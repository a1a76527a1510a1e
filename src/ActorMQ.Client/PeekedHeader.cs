namespace ActorMQ.Client;

/// <summary>A header of a message that was looked at.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value when that is UTF-8.</param>
/// <param name="ValueBase64">Its value in Base64 when it is not.</param>
public sealed record PeekedHeader(string Name, string? Value, string? ValueBase64 = null);
