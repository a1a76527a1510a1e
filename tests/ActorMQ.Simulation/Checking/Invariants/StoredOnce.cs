using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I6: a producer leaves no duplicates in the log.</summary>
internal sealed class StoredOnce : IInvariant
{
    private readonly Dictionary<(int Partition, ulong Producer), StoreRecord> last = [];

    /// <inheritdoc/>
    public string Id => "I6";

    /// <inheritdoc/>
    public string Says =>
        "A message has one offset beside its dead letters; per partition and producer id sequences rise by one, from 0 "
        + "in each epoch; those of dead letters rise.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        if (e is not StoreRecord record)
            return;
        Exercised++;
        if (record is { Letter: null, RedrivenFor: null } && before.Sent(record.Message) is { Stored: { } first } sent)
            findings.Add(
                this,
                $"Message {record.Message} is at {PlaceOf(first)} and at {PlaceOf(record)}.",
                sent.Began, first, record);
        if (record.ProducerId != 0)
            SeeSequence(record, findings);
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }

    private void SeeSequence(StoreRecord record, Findings findings)
    {
        var lane = (record.Partition, record.ProducerId);
        var former = last.GetValueOrDefault(lane);
        var isSameEpoch = former?.ProducerEpoch == record.ProducerEpoch;
        var expected = isSameEpoch ? former!.Sequence + 1 : 0;
        // Others in between may have gone elsewhere.
        if (record.Letter is not null || record.RedrivenFor is not null)
            expected = Math.Max(expected, record.Sequence);
        if (former is not null && record.ProducerEpoch < former.ProducerEpoch)
            findings.Add(
                this, $"{PlaceOf(record)} is of epoch {record.ProducerEpoch} of its producer, behind one of epoch "
                + $"{former.ProducerEpoch}.", former, record);
        else if (record.Sequence != expected)
            findings.Add(
                this, $"{PlaceOf(record)} has sequence {record.Sequence} of its producer; {expected} was next.", former,
                record);
        last[lane] = record;
    }

    private static Place PlaceOf(StoreRecord record) => new(record.Partition, record.Offset);
}
