using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I14: nothing grows above its cap.</summary>
internal sealed class CapsHold : IInvariant
{
    /// <inheritdoc/>
    public string Id => "I14";

    /// <inheritdoc/>
    public string Says => "Every gauge is at or below its cap.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        if (e is not GaugeRead gauge)
            return;
        Exercised++;
        if (gauge.Value > gauge.Cap)
            findings.Add(
                this,
                $"{gauge.Name} of owner {gauge.Owner} is {gauge.Value} at {Clock.Text(e.AtUs)}; its cap is "
                + $"{gauge.Cap}.",
                e);
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }
}
