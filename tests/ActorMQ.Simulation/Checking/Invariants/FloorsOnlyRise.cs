using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I7: a group's progress never passes what nobody settled, and never goes back.</summary>
/// <remarks>
/// A floor that was read lives in an owner's memory: the next owner may know less of what was never confirmed, so
/// floors are compared under one right only. What a flush has confirmed counts under every right.
/// </remarks>
internal sealed class FloorsOnlyRise : IInvariant
{
    private readonly Dictionary<(string Group, int Partition), GroupRead> last = [];

    // Every offset below is settled by the group, or before its beginning.
    private readonly Dictionary<(string Group, int Partition), long> settledTo = [];
    private readonly Dictionary<int, long> ends = [];

    /// <inheritdoc/>
    public string Id => "I7";

    /// <inheritdoc/>
    public string Says =>
        "A floor never falls under one right, is never above the log's end and never passes what nobody acknowledged; "
        + "a purge neither.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        switch (e)
        {
            case StoreRecord record:
                ends[record.Partition] = Math.Max(EndOf(record.Partition), record.Offset + 1);
                break;
            case GroupRead read:
                SeeFloor(read, before, findings);
                break;
            case StorePurged purged:
                SeePurge(purged, before, findings);
                break;
        }
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }

    private void SeeFloor(GroupRead read, Evidence before, Findings findings)
    {
        Exercised++;
        var key = (read.Group, read.Partition);
        var former = last.GetValueOrDefault(key);
        var acquired = before.Ownership(read.Partition).Newest;
        var isNew = acquired?.AtUs >= former?.AtUs || before.Groups.WasDropped(read.Group);
        if (former is not null && read.Floor < former.Floor && !isNew)
            findings.Add(this, $"{Told(read)} was at {former.Floor} before, under the same right.", former, read);
        last[key] = read;
        if (read.Floor > EndOf(read.Partition))
            findings.Add(this, $"{Told(read)} is above the log's end, {EndOf(read.Partition)}.", read);
        else if (FirstUnsettled(read.Group, read.Partition, read.Floor, read.AtUs, before) is { } passed)
            findings.Add(
                this, $"{Told(read)} has passed offset {passed}, which nobody acknowledged.",
                before.Log.GetValueOrDefault(new Place(read.Partition, passed)), read);
    }

    private void SeePurge(StorePurged purged, Evidence before, Findings findings)
    {
        Exercised++;
        if (purged.Below > EndOf(purged.Partition))
        {
            findings.Add(
                this,
                $"Partition {purged.Partition} is purged below {purged.Below} at {Clock.Text(purged.AtUs)}; the log "
                + $"ends at {EndOf(purged.Partition)}.", purged);
            return;
        }

        if (before.Topics.Topic(purged.Partition) is { IsLog: true })
            return;
        foreach (var group in before.Groups.Names)
        {
            if (before.Groups.WasDropped(group))
                continue;
            // A group that was given nothing of the partition may not be there yet.
            if (before.Groups.Of(group, purged.Partition).Delivered.Count == 0)
                continue;
            if (FirstUnsettled(group, purged.Partition, purged.Below, purged.AtUs, before) is { } passed)
                findings.Add(
                    this,
                    $"Partition {purged.Partition} is purged below {purged.Below} at {Clock.Text(purged.AtUs)}; group "
                    + $"{group} has not acknowledged offset {passed}.",
                    before.Log.GetValueOrDefault(new Place(purged.Partition, passed)), purged);
        }
    }

    // Goes on from where the last look at the group ended: each offset is looked at once.
    private long? FirstUnsettled(string group, int partition, long below, long atUs, Evidence before)
    {
        var at = settledTo.GetValueOrDefault((group, partition));
        var part = before.Groups.Of(group, partition);
        while (at < below && (part.MayBeSettled(at) || before.MayHaveBegunBehind(group, new Place(partition, at))
            || IsNothingTo(group, new Place(partition, at), before)
            || IsKeptNoLonger(new Place(partition, at), atUs, before)))
            at++;
        settledTo[(group, partition)] = at;
        if (at >= below)
            return null;
        // Told once; the next look goes on behind it.
        settledTo[(group, partition)] = at + 1;
        return at;
    }

    private static bool IsNothingTo(string group, Place place, Evidence before) =>
        before.TryFind(place, out var record) && !before.IsFor(group, record);

    private static bool IsKeptNoLonger(Place place, long atUs, Evidence before) =>
        before.TryFind(place, out var record) && before.MayHaveDropped(record, atUs);

    private long EndOf(int partition) => ends.GetValueOrDefault(partition);

    private static string Told(GroupRead read) =>
        $"The floor of group {read.Group} at partition {read.Partition}, {read.Floor} at {Clock.Text(read.AtUs)},";
}
