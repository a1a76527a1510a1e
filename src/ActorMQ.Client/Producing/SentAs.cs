namespace ActorMQ.Client.Producing;

/// <summary>How one sending of a batch is known.</summary>
/// <param name="Number">
/// The batch's number among those that the producer has sent, 1 being the first; 0: it was not sent.
/// </param>
/// <param name="Request">The request of its frame.</param>
/// <param name="WasLost">
/// Whether it was out when a connection was lost: what that connection still carries may reach the node at any time.
/// </param>
internal readonly record struct SentAs(long Number, uint Request, bool WasLost);
