using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I12: an epoch belongs to one owner, and only that owner appends under it.</summary>
internal sealed class OneWriter : IInvariant
{
    private readonly Dictionary<(int Partition, long Epoch), StoreAcquired> rights = [];

    /// <inheritdoc/>
    public string Id => "I12";

    /// <inheritdoc/>
    public string Says => "An epoch is given to one owner, and every append under it is that owner's.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        if (e is StoreAcquired acquired)
            Acquire(acquired, findings);
        else if (e is StoreAppended appended)
            Append(appended, findings);
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }

    private void Acquire(StoreAcquired acquired, Findings findings)
    {
        Exercised++;
        if (!rights.TryAdd((acquired.Partition, acquired.Epoch), acquired))
            findings.Add(
                this, $"Partition {acquired.Partition}: epoch {acquired.Epoch} is given twice.",
                rights[(acquired.Partition, acquired.Epoch)], acquired);
    }

    private void Append(StoreAppended appended, Findings findings)
    {
        Exercised++;
        var right = rights.GetValueOrDefault((appended.Partition, appended.Epoch));
        if (right is null || right.Owner != appended.Owner)
            findings.Add(
                this,
                $"Partition {appended.Partition}: owner {appended.Owner} appended under epoch {appended.Epoch} at "
                + $"{Clock.Text(appended.AtUs)}, which is owner {right?.Owner}'s.",
                right, appended);
    }
}
