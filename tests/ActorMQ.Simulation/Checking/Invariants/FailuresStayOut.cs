using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I9: what was definitely refused never appears.</summary>
internal sealed class FailuresStayOut : IInvariant
{
    /// <inheritdoc/>
    public string Id => "I9";

    /// <inheritdoc/>
    public string Says => "A refused send is never in the log; an unknown one is there once or not at all.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        if (e is SendEnded { End: not SendEnd.Acked } failed)
        {
            Exercised++;
            if (failed.End == SendEnd.Refused && before.Sent(failed.Message) is { Stored: { } stored } sent)
                Report(sent, failed, stored, findings);
        }
        else if (e is StoreRecord { Letter: null, RedrivenFor: null } record
            && before.Sent(record.Message) is { Ended: { } ended } sent)
        {
            if (ended.End == SendEnd.Refused)
                Report(sent, ended, record, findings);
            else if (ended.End == SendEnd.Unknown && sent.Stored is { } first)
                findings.Add(
                    this, $"Message {record.Message}, whose end is unknown, is in the log twice.",
                    sent.Began, ended, first, record);
        }
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }

    private void Report(SentMessage sent, SendEnded refused, StoreRecord stored, Findings findings) => findings.Add(
        this,
        $"Message {refused.Message}, refused at {Clock.Text(refused.AtUs)} with {refused.Code}, is at "
        + $"{new Place(stored.Partition, stored.Offset)}.",
        sent.Began, refused, stored);
}
