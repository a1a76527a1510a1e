using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>K1: nothing goes before its topic lets it go.</summary>
/// <remarks>
/// What a limit by size takes is not looked at, nor ages once the clock of a node has jumped. Age counts from when the
/// owner made the batch.
/// </remarks>
internal sealed class KeptAsTold : IInvariant
{
    private readonly Dictionary<int, long> lookedTo = [];

    /// <inheritdoc/>
    public string Id => "K1";

    /// <inheritdoc/>
    public string Says =>
        "A log keeps what is younger than its retention, a queue what is settled for as long as it was told.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        if (e is not StorePurged purged || before.Topics.Topic(purged.Partition) is not { } topic)
            return;
        for (var at = lookedTo.GetValueOrDefault(purged.Partition); at < purged.Below; at++)
        {
            if (before.TryFind(new Place(purged.Partition, at), out var record))
                SeeGone(record, purged, topic, before, findings);
        }

        lookedTo[purged.Partition] = Math.Max(purged.Below, lookedTo.GetValueOrDefault(purged.Partition));
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }

    private void SeeGone(
        StoreRecord record, StorePurged purged, ToldTopic topic, Evidence before, Findings findings)
    {
        Exercised++;
        var place = new Place(record.Partition, record.Offset);
        var ageUs = purged.AtUs - record.MadeAtUs;
        if (topic.IsLog && !topic.MayHaveDropped(record, purged.AtUs, before.Topics.HasJumped))
            findings.Add(this, $"{place} of a log goes at {Clock.Text(purged.AtUs)}, {ageUs} us old.", record, purged);
        else if (!topic.IsLog && !IsOldEnough(ageUs, topic) && !before.Topics.HasJumped)
            findings.Add(
                this, $"{place} of a queue goes at {Clock.Text(purged.AtUs)}, {ageUs} us old.", record, purged);
    }

    // What is not kept at all goes whatever its stamp says: an owner's clock, which adds two whole numbers of
    // milliseconds, can be ahead of the history's by less than one.
    private static bool IsOldEnough(long ageUs, ToldTopic topic) =>
        topic.SettledKeptUs == 0 || ageUs >= topic.SettledKeptUs;
}
