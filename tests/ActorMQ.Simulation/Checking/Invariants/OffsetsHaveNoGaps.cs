using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I2: a partition is one unbroken line, and only the newest right adds to it.</summary>
internal sealed class OffsetsHaveNoGaps : IInvariant
{
    private readonly Dictionary<int, Line> lines = [];

    /// <inheritdoc/>
    public string Id => "I2";

    /// <inheritdoc/>
    public string Says =>
        "Offsets and append sequences rise by one, epochs never fall, and a lower epoch never appends.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        switch (e)
        {
            case StoreAcquired acquired:
                Acquire(acquired, LineOf(acquired.Partition), findings);
                break;
            case StoreAppended appended:
                Append(appended, LineOf(appended.Partition), findings);
                break;
            case StoreRecord record:
                Record(record, LineOf(record.Partition), findings);
                break;
        }
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
        foreach (var (partition, line) in lines)
            RequireWhole(partition, line, line.Appended, findings);
    }

    private void Acquire(StoreAcquired acquired, Line line, Findings findings)
    {
        Exercised++;
        RequireWhole(acquired.Partition, line, acquired, findings);
        if (line.Acquired is { } former && acquired.Epoch <= former.Epoch)
            findings.Add(this, $"{Given(acquired)} is not higher than {former.Epoch}.", former, acquired);
        if (acquired.NextOffset != line.End)
            findings.Add(
                this, $"{Given(acquired)} begins at offset {acquired.NextOffset}; the log ends at {line.End}.",
                line.Appended, acquired);
        line.Acquired = acquired;
    }

    private void Append(StoreAppended appended, Line line, Findings findings)
    {
        Exercised++;
        RequireWhole(appended.Partition, line, appended, findings);
        if (line.Acquired?.Epoch != appended.Epoch)
            findings.Add(
                this, $"{Added(appended)} was stored under a right that was not the newest ({line.Acquired?.Epoch}).",
                line.Acquired, appended);
        if (line.Appended is { } former && appended.Sequence != former.Sequence + 1)
            findings.Add(this, $"{Added(appended)} follows append {former.Sequence}.", former, appended);
        if (appended.NextOffset < line.End)
            findings.Add(
                this, $"{Added(appended)} goes back to offset {appended.NextOffset} from {line.End}.",
                line.Appended, appended);
        line.Appended = appended;
    }

    private void Record(StoreRecord record, Line line, Findings findings)
    {
        Exercised++;
        var place = new Place(record.Partition, record.Offset);
        if (record.Offset != line.End)
            findings.Add(
                this, $"The record of message {record.Message} is at {place}; offset {line.End} was next.",
                line.Record, record);
        else if (line.Appended is not { } append || record.Offset >= append.NextOffset)
            findings.Add(this, $"The record of message {record.Message} at {place} is of no append.",
                line.Appended, record);
        if (line.Record is { } former && record.Epoch < former.Epoch)
            findings.Add(
                this, $"The record at {place} is of epoch {record.Epoch}, behind one of {former.Epoch}.",
                former, record);
        if (line.Appended is { } mine && record.Epoch > mine.Epoch)
            findings.Add(
                this, $"The record at {place} is of epoch {record.Epoch}, its append of {mine.Epoch}.", mine, record);
        line.Record = record;
        line.End = record.Offset + 1;
    }

    // The records of an append stand behind it; all have come before anything else happens to the partition.
    private void RequireWhole(int partition, Line line, HistoryEvent? upTo, Findings findings)
    {
        if (line.Appended is not { } append || append.NextOffset <= line.End)
            return;
        findings.Add(
            this,
            $"Partition {partition}: append {append.Sequence} at {Clock.Text(append.AtUs)} reaches to offset "
            + $"{append.NextOffset}; its records end at {line.End}.",
            append, line.Record, upTo);
        line.End = append.NextOffset;
    }

    private static string Given(StoreAcquired acquired) =>
        $"Partition {acquired.Partition}: the right of epoch {acquired.Epoch}, given at {Clock.Text(acquired.AtUs)},";

    private static string Added(StoreAppended appended) =>
        $"Partition {appended.Partition}: append {appended.Sequence} of epoch {appended.Epoch} at "
        + $"{Clock.Text(appended.AtUs)}";

    private Line LineOf(int partition)
    {
        if (!lines.TryGetValue(partition, out var line))
            lines.Add(partition, line = new Line());
        return line;
    }

    private sealed class Line
    {
        public StoreAcquired? Acquired { get; set; }

        public StoreAppended? Appended { get; set; }

        public StoreRecord? Record { get; set; }

        public long End { get; set; }
    }
}
