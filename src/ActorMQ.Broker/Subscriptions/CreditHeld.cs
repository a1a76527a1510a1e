namespace ActorMQ.Broker.Subscriptions;

/// <summary>To a subscriber whose consumer is back: so many messages of one partition are out with it.</summary>
/// <param name="Index">The partition's index.</param>
/// <param name="Tenure">The tenure under which they were handed out.</param>
/// <param name="Messages">How many: what it had before and has not lost, and what it was given since.</param>
internal sealed record CreditHeld(int Index, long Tenure, int Messages);
