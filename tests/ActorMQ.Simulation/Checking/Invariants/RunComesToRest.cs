using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I16: once the faults are over, everything ends.</summary>
internal sealed class RunComesToRest(CheckOptions options) : IInvariant
{
    private RunEnded? end;

    /// <inheritdoc/>
    public string Id => "I16";

    /// <inheritdoc/>
    public string Says => "A run that is healed comes to rest, and no send is left without an end.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings) => end = e as RunEnded ?? end;

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
        var isQuiet = end?.IsQuiet == true;
        if (options.ExpectsQuiet && !isQuiet)
            findings.Add(this, "The run did not come to rest.", end ?? all.Last);
        if (!options.ExpectsQuiet && !isQuiet)
            return;
        Exercised += 1 + all.Sends.Count;
        foreach (var sent in all.Sends.Values)
        {
            if (sent.Ended is null)
                findings.Add(
                    this,
                    $"The send of message {sent.Began.Message}, begun at {Clock.Text(sent.Began.AtUs)}, has no end.",
                    sent.Began, sent.Stored);
        }
    }
}
