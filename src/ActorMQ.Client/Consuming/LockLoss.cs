namespace ActorMQ.Client.Consuming;

/// <summary>Deliveries with the application that are not the consumer's any more.</summary>
internal readonly record struct LockLoss(DeliveredBatch Batch, int Index, int Count);
