using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>D4: what waits to be tried again holds nothing else up.</summary>
/// <remarks>
/// Asked once the faults are over, each time when something comes again whose consumer had asked for a delay: by then
/// everybody has long had what was stored before.
/// </remarks>
internal sealed class FreshGoesOn(CheckOptions options) : IInvariant
{
    private readonly HashSet<(string Group, Place Place)> delayed = [];

    // Every offset below was delivered, or nobody waits for it.
    private readonly Dictionary<(string Group, int Partition), long> doneTo = [];
    private Healed? healed;

    /// <inheritdoc/>
    public string Id => "D4";

    /// <inheritdoc/>
    public string Says => "While retries wait, what nobody has had yet is delivered.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        if (e is SettleBegan { Kind: SettleKind.Nack, DelayMs: > 0 } nack)
            delayed.Add((nack.Group, new Place(nack.Partition, nack.Offset)));
        else if (e is Healed over)
            healed = over;
        else if (e is DeliveryCame { Attempt: > 1 } came && came.AtUs - healed?.AtUs > options.FreshUs
            && delayed.Remove((came.Group, new Place(came.Partition, came.Offset))))
            SeeRetry(came, before, findings);
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }

    private void SeeRetry(DeliveryCame came, Evidence before, Findings findings)
    {
        Exercised++;
        var key = (came.Group, came.Partition);
        var at = doneTo.GetValueOrDefault(key);
        var isLog = before.Topics.Topic(came.Partition) is { IsLog: true };
        var part = before.Groups.Of(came.Group, came.Partition);
        while (before.TryFind(new Place(came.Partition, at), out var record)
            && (!before.IsFor(came.Group, record) || part.Delivered.Contains(at) || part.MayBeSettled(at) || isLog
                || before.MayHaveBegunBehind(came.Group, new Place(came.Partition, at))))
            at++;
        doneTo[key] = at;
        if (before.TryFind(new Place(came.Partition, at), out var waiting)
            && came.AtUs - waiting.AtUs > options.FreshUs)
            findings.Add(
                this, $"Group {came.Group} got {new Place(came.Partition, came.Offset)} again at "
                + $"{Clock.Text(came.AtUs)}; nobody has had offset {at}, stored at {Clock.Text(waiting.AtUs)}.",
                waiting, came);
    }
}
