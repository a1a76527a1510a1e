namespace ActorMQ.Broker.Commit;

/// <summary>When one partition writes a snapshot.</summary>
/// <remarks>
/// Once its events since the last one are as long as that one: so all snapshots together are no longer than all events,
/// however large the state, and a recovery reads at most twice the state.
/// </remarks>
internal sealed class SnapshotPace(int eventBytesMin)
{
    private long eventBytes;
    private long snapshotBytes;

    /// <summary>Whether it is time.</summary>
    public bool IsDue => eventBytes > Math.Max(eventBytesMin, snapshotBytes);

    /// <summary>Bytes of events that are stored, or on their way.</summary>
    public void AddEvents(long bytes) => eventBytes += bytes;

    /// <summary>A snapshot takes the place of all events.</summary>
    public void AddSnapshot(long bytes) => (eventBytes, snapshotBytes) = (0, bytes);
}
