namespace ActorMQ.Broker.Subscriptions;

/// <summary>To a subscriber: so many of its messages of one partition are out no more.</summary>
/// <param name="Index">The partition's index.</param>
/// <param name="Tenure">The tenure under which they were handed out.</param>
/// <param name="Messages">How many.</param>
internal sealed record CreditReturned(int Index, long Tenure, int Messages);
