namespace ActorMQ.Journal;

/// <summary>Takes a partition's stored state in order: at most one snapshot, then each later event record.</summary>
/// <remarks>The spans are valid inside the call only, so that recovery needs memory for one record at a time.</remarks>
public interface IEventSink
{
    /// <summary>Called first, and only when there is a snapshot.</summary>
    void OnSnapshot(ReadOnlySpan<byte> snapshot);

    /// <summary>Called once for each event record after the snapshot, oldest first.</summary>
    void OnEvents(ReadOnlySpan<byte> events);
}
