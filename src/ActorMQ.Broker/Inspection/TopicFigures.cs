namespace ActorMQ.Broker.Inspection;

/// <summary>What the journal holds of a topic.</summary>
/// <param name="Messages">Stored messages.</param>
/// <param name="Bytes">Bytes of their batches.</param>
public readonly record struct TopicFigures(long Messages, long Bytes);
