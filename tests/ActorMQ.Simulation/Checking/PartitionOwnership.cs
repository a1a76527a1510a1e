using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking;

/// <summary>Who had the right to one partition, and since when.</summary>
internal sealed class PartitionOwnership
{
    private bool hasRecords;

    /// <summary>The newest right; null before the first.</summary>
    public StoreAcquired? Newest { get; private set; }

    /// <summary>
    /// When the right was given the last time while there was something that an earlier owner may have handed out;
    /// null when it never was.
    /// </summary>
    public long? RestartedAtUs { get; private set; }

    /// <summary>When the right went from one owner to another the last time; null when it never did.</summary>
    public long? MovedAtUs { get; private set; }

    /// <summary>Notes a right.</summary>
    public void Add(StoreAcquired e)
    {
        if (hasRecords)
            RestartedAtUs = e.AtUs;
        if (Newest is { } former && former.Owner != e.Owner)
            MovedAtUs = e.AtUs;
        Newest = e;
    }

    /// <summary>Something is stored.</summary>
    public void AddRecord() => hasRecords = true;
}
