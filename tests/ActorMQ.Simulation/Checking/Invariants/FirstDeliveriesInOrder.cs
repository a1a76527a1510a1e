using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>O1: one consumer sees a partition's messages for the first time in the order of their offsets.</summary>
/// <remarks>
/// Two things bring an earlier offset back as a first attempt: a consumer of the group that had it when it left or lost
/// its connection, and an owner that took over. Who had it last is known where somebody saw it; otherwise it may have
/// been anybody who left after it was stored. What came back waits its turn among fresh messages, for as long as those
/// keep coming. And what a fault of the store kept from being read is passed over for a while.
/// </remarks>
internal sealed class FirstDeliveriesInOrder(CheckOptions options) : IInvariant
{
    private const int SuspicionsMax = 1000;

    private readonly Dictionary<(string Group, int Consumer, int Partition), DeliveryCame> highs = [];
    private readonly Dictionary<(string Group, Place Place), int> seenBy = [];
    private readonly List<Suspicion> suspicions = [];
    private readonly List<long> unreadUs = [];
    private readonly Dictionary<string, List<(int Consumer, long AtUs)>> leaves = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Id => "O1";

    /// <inheritdoc/>
    public string Says => "First attempts of one partition reach one consumer in offset order.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        if (e is ConsumerChanged { IsStart: false } left)
            LeavesOf(left.Group).Add((left.Consumer, left.AtUs));
        else if (e is LinkLost lost)
            LeavesOf(lost.Group).Add((lost.Consumer, lost.AtUs));
        else if (e is FaultInjected { Kind: "BitFlipRead" } struck)
            unreadUs.Add(struck.AtUs);
        if (e is DeliveryCame came)
            SeeDelivery(came, before);
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
        foreach (var (highest, came, storedUs, seenBy) in suspicions)
        {
            if (all.Groups.WasDropped(came.Group) || LeavesOf(came.Group).Exists(left =>
                (seenBy is null || seenBy == left.Consumer) && left.AtUs <= came.AtUs + options.LingerUs
                && left.AtUs >= storedUs - options.LingerUs))
                continue;
            if (unreadUs.Exists(atUs => atUs >= storedUs && atUs <= came.AtUs))
                continue;
            findings.Add(
                this,
                $"Group {came.Group}, consumer {came.Consumer} got {new Place(came.Partition, came.Offset)} for the "
                + $"first time at {Clock.Text(came.AtUs)}, after offset {highest.Offset}.",
                highest, came);
        }
    }

    private void SeeDelivery(DeliveryCame came, Evidence before)
    {
        var place = (came.Group, new Place(came.Partition, came.Offset));
        if (came.Attempt == 1)
            SeeFirst(came, place, before);
        seenBy[place] = came.Consumer;
    }

    private void SeeFirst(DeliveryCame came, (string Group, Place Place) place, Evidence before)
    {
        var key = (came.Group, came.Consumer, came.Partition);
        if (highs.TryGetValue(key, out var highest) && IsComparable(highest, came, before))
        {
            Exercised++;
            if (came.Offset <= highest.Offset)
            {
                Suspect(highest, came, place, before);
                return;
            }
        }

        highs[key] = came;
    }

    private void Suspect(DeliveryCame highest, DeliveryCame came, (string Group, Place Place) place, Evidence before)
    {
        if (suspicions.Count == SuspicionsMax)
            return;
        var storedUs = before.TryFind(place.Place, out var stored) ? stored.AtUs : long.MinValue;
        int? last = seenBy.TryGetValue(place, out var consumer) ? consumer : null;
        suspicions.Add(new Suspicion(highest, came, Math.Max(storedUs, 0), last));
    }

    private List<(int Consumer, long AtUs)> LeavesOf(string group)
    {
        if (!leaves.TryGetValue(group, out var known))
            leaves.Add(group, known = []);
        return known;
    }

    private bool IsComparable(DeliveryCame highest, DeliveryCame came, Evidence before)
    {
        if (before.Consumer(came.Group, came.Consumer) is { IsStart: true } began && began.AtUs > highest.AtUs)
            return false;
        var restarted = before.Ownership(came.Partition).RestartedAtUs;
        return restarted is null || restarted < highest.AtUs - options.LingerUs;
    }

    private readonly record struct Suspicion(DeliveryCame Highest, DeliveryCame Came, long StoredUs, int? SeenBy);
}
