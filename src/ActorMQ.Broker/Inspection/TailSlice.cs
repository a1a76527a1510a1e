namespace ActorMQ.Broker.Inspection;

/// <summary>What a tail shows next of one partition.</summary>
/// <param name="Partition">The partition's index.</param>
/// <param name="Missed">Messages before these that were removed before they could be shown.</param>
/// <param name="Messages">In order; may be none when some were missed.</param>
public sealed record TailSlice(int Partition, long Missed, IReadOnlyList<PeekedMessage> Messages);
