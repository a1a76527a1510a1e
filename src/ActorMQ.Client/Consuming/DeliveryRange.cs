namespace ActorMQ.Client.Consuming;

/// <summary>What a node handed out in one frame: offsets of one batch, all at the same attempt.</summary>
internal readonly record struct DeliveryRange(
    int Partition, long Tenure, int Attempt, long First, int Count, long BaseOffset)
{
    /// <summary>Those of the range, by index in it, that are not handed out; null: there are none.</summary>
    public RecordSet? LeftOut { get; init; }

    /// <summary>How many are handed out.</summary>
    public int Records => Count - (LeftOut?.Count ?? 0);

    /// <summary>The index in the batch of the first record that is handed out.</summary>
    public int FirstIndex => (int)(First - BaseOffset);

    /// <summary>Whether the range passes over that one.</summary>
    public bool IsLeftOut(int index) => LeftOut is { } set && set.Contains(index);
}
