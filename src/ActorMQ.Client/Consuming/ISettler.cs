namespace ActorMQ.Client.Consuming;

/// <summary>Where deliveries are settled.</summary>
internal interface ISettler
{
    string Topic { get; }

    /// <summary>Notes an ack; a delivery that is settled already is left as it is.</summary>
    void Ack(DeliveredBatch batch, int index);

    /// <summary>Gives a delivery back at once; a delivery that is settled already is left as it is.</summary>
    void Nack(DeliveredBatch batch, int index);
}
