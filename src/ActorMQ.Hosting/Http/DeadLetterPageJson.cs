namespace ActorMQ.Hosting.Http;

/// <summary>A page of dead letters as the admin API writes it.</summary>
/// <param name="DeadLetters">The dead letters.</param>
/// <param name="Next">What to give as <c>from</c> for the next page; absent when there is none.</param>
internal sealed record DeadLetterPageJson(DeadLetterJson[] DeadLetters, string? Next);
