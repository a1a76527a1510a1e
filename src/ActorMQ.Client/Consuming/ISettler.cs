using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Consuming;

/// <summary>Where deliveries are settled.</summary>
internal interface ISettler
{
    string Topic { get; }

    /// <summary>Notes an ack; a delivery that is settled already is left as it is.</summary>
    void Ack(DeliveredBatch batch, int index);

    /// <summary>
    /// Notes that a delivery goes back, or to the dead letters; a delivery that is settled already is left as it is.
    /// </summary>
    void Return(DeliveredBatch batch, int index, SettleKind kind, in SettleTerms terms);

    /// <summary>Completes when the node has extended the lock; fails when it cannot be any more.</summary>
    ValueTask ExtendAsync(DeliveredBatch batch, int index, TimeSpan ackWait, CancellationToken cancellation);

    /// <summary>Cancelled when the delivery is not the consumer's any more.</summary>
    CancellationToken LockLost(DeliveredBatch batch, int index);
}
