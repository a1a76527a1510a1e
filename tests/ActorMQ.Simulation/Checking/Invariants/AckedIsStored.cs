using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I1: no acknowledged message is lost, and none is acknowledged early.</summary>
internal sealed class AckedIsStored : IInvariant
{
    /// <inheritdoc/>
    public string Id => "I1";

    /// <inheritdoc/>
    public string Says =>
        "When a send is acked, the log holds its message at the told place, with the hash that was sent.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        if (e is not SendEnded { End: SendEnd.Acked } acked)
            return;
        Exercised++;
        var sent = before.Sent(acked.Message);
        if (!before.TryFind(PlaceOf(acked), out var there))
            findings.Add(this, $"{Told(acked)} was not stored there by then.", sent?.Began, sent?.Stored, acked);
        else if (there.Message != acked.Message)
            findings.Add(this, $"{Told(acked)} is not there: message {there.Message} is.", sent?.Began, there, acked);
        else if (sent is not null && sent.Began.Hash != there.Hash)
            findings.Add(this, $"{Told(acked)} was stored with other bytes.", sent.Began, there, acked);
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }

    private static Place PlaceOf(SendEnded acked) => new(acked.Partition, acked.Offset);

    private static string Told(SendEnded acked) =>
        $"Message {acked.Message}, acked at {Clock.Text(acked.AtUs)} for {PlaceOf(acked)},";
}
