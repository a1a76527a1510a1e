namespace ActorMQ.Client.Http;

/// <summary>One server-sent event.</summary>
/// <param name="Kind">Its kind; empty when it only tells an id.</param>
/// <param name="Id">Where to go on after it; null when it does not say.</param>
/// <param name="Content">What it says; valid until the next is read.</param>
internal readonly record struct ServerEvent(string Kind, string? Id, ReadOnlyMemory<byte> Content);
