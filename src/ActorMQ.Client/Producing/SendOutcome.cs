namespace ActorMQ.Client.Producing;

/// <summary>How a whole batch ended: where its first message is, or why there is none.</summary>
internal readonly record struct SendOutcome(
    int Partition, long BaseOffset, bool Duplicate, ActorMQException? Failure = null);
