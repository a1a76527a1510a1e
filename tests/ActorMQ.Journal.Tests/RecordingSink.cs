namespace ActorMQ.Journal.Tests;

/// <summary>Keeps what a recovery hands over: <c>S:</c> and a snapshot, <c>E:</c> and an event record.</summary>
internal sealed class RecordingSink : IEventSink
{
    public List<string> Records { get; } = [];

    public void OnSnapshot(ReadOnlySpan<byte> snapshot) => Records.Add("S:" + JournalDriver.Text(snapshot));

    public void OnEvents(ReadOnlySpan<byte> events) => Records.Add("E:" + JournalDriver.Text(events));
}
