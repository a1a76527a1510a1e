using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>O1: one consumer sees a partition's messages for the first time in the order of their offsets.</summary>
/// <remarks>
/// Two things bring an earlier offset back as a first attempt: another consumer of the group that left in order and
/// handed its part back, and an owner that took over. Suspicions near either are dropped.
/// </remarks>
internal sealed class FirstDeliveriesInOrder(CheckOptions options) : IInvariant
{
    private const int SuspicionsMax = 1000;

    private readonly Dictionary<(string Group, int Consumer, int Partition), DeliveryCame> highs = [];
    private readonly List<(DeliveryCame Highest, DeliveryCame Came)> suspicions = [];
    private readonly List<ConsumerChanged> leaves = [];

    /// <inheritdoc/>
    public string Id => "O1";

    /// <inheritdoc/>
    public string Says => "First attempts of one partition reach one consumer in offset order.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        if (e is ConsumerChanged { IsStart: false, IsClean: true } left)
            leaves.Add(left);
        if (e is not DeliveryCame { Attempt: 1 } came)
            return;
        var key = (came.Group, came.Consumer, came.Partition);
        if (highs.TryGetValue(key, out var highest) && IsComparable(highest, came, before))
        {
            Exercised++;
            if (came.Offset <= highest.Offset)
            {
                Suspect(highest, came);
                return;
            }
        }

        highs[key] = came;
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
        foreach (var (highest, came) in suspicions)
        {
            long earliestUs = EarliestHandOut(highest, all);
            if (leaves.Exists(left => IsNear(left, earliestUs, came)))
                continue;
            findings.Add(
                this,
                $"Group {came.Group}, consumer {came.Consumer} got {new Place(came.Partition, came.Offset)} for the "
                + $"first time at {Clock.Text(came.AtUs)}, after offset {highest.Offset}.",
                highest, came);
        }
    }

    private void Suspect(DeliveryCame highest, DeliveryCame came)
    {
        if (suspicions.Count < SuspicionsMax)
            suspicions.Add((highest, came));
    }

    // A consumer that takes its time sees what it was given long ago.
    private long EarliestHandOut(DeliveryCame highest, Evidence all) =>
        all.TryFind(new Place(highest.Partition, highest.Offset), out var stored)
            ? stored.AtUs
            : highest.AtUs - options.LingerUs;

    private bool IsNear(ConsumerChanged left, long earliestUs, DeliveryCame came) =>
        left.Group == came.Group && left.AtUs >= earliestUs && left.AtUs <= came.AtUs + options.LingerUs;

    private bool IsComparable(DeliveryCame highest, DeliveryCame came, Evidence before)
    {
        if (before.Consumer(came.Group, came.Consumer) is { IsStart: true } began && began.AtUs > highest.AtUs)
            return false;
        var restarted = before.Ownership(came.Partition).RestartedAtUs;
        return restarted is null || restarted < highest.AtUs - options.LingerUs;
    }
}
