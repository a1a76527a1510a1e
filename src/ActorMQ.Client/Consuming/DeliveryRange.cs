namespace ActorMQ.Client.Consuming;

/// <summary>What a node handed out in one frame: consecutive offsets of one batch, all at the same attempt.</summary>
internal readonly record struct DeliveryRange(
    int Partition, long Tenure, int Attempt, long First, int Count, long BaseOffset)
{
    /// <summary>The index in the batch of the first record that is handed out.</summary>
    public int FirstIndex => (int)(First - BaseOffset);
}
