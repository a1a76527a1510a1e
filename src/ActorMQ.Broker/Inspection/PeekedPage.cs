namespace ActorMQ.Broker.Inspection;

/// <summary>Messages that were looked at.</summary>
/// <param name="Messages">By partition and offset.</param>
/// <param name="Next">Where the next page begins; null when there was no more.</param>
public sealed record PeekedPage(IReadOnlyList<PeekedMessage> Messages, MessagePlace? Next);
