using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I0: whoever wrote the history wrote a possible one. A breach is a fault of the harness.</summary>
internal sealed class HistoryMakesSense : IInvariant
{
    private long lastAtUs = long.MinValue;

    /// <inheritdoc/>
    public string Id => "I0";

    /// <inheritdoc/>
    public string Says =>
        "Time never goes back; a message begins once, then ends at most once; nothing follows RunEnded.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        Exercised++;
        if (e.AtUs < lastAtUs)
            findings.Add(this, $"Time goes back to {Clock.Text(e.AtUs)}.", before.Last, e);
        lastAtUs = e.AtUs;
        if (before.Last is RunEnded)
            findings.Add(this, $"Something follows RunEnded at {Clock.Text(e.AtUs)}.", before.Last, e);
        if (e is SendBegan began && before.Sent(began.Message) is { } twice)
            findings.Add(this, $"Message {began.Message} is sent twice.", twice.Began, e);
        if (e is SendEnded ended)
            SeeEnd(ended, before, findings);
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }

    private void SeeEnd(SendEnded ended, Evidence before, Findings findings)
    {
        if (before.Sent(ended.Message) is not { } sent)
            findings.Add(this, $"The send of message {ended.Message} ends and has not begun.", ended);
        else if (sent.Ended is { } first)
            findings.Add(this, $"The send of message {ended.Message} ends twice.", sent.Began, first, ended);
    }
}
