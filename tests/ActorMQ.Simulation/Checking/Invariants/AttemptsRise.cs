using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I8b: attempts are counted.</summary>
/// <remarks>
/// A hand-out is not awaited, so an owner that takes over may count again from what it knows; and what two consumers
/// see may reach them in any order. A connection that is lost brings back uncounted what was not begun. Within one
/// right, and at one consumer whose connection holds, the count rises; it never falls. A failure that is durable
/// counts under every right.
/// </remarks>
internal sealed class AttemptsRise(CheckOptions options) : IInvariant
{
    // Beyond, attempts are told as this one.
    private const int ToldMax = 255;

    private const int SuspicionsMax = 1000;

    private readonly Dictionary<(string Group, Place Place), DeliveryCame> last = [];
    private readonly List<(DeliveryCame Former, DeliveryCame Came)> suspicions = [];
    private readonly List<LinkLost> losses = [];
    private readonly Dictionary<(string Group, Place Place), (int Attempt, SettlesFlushed Flushed)> counted = [];

    /// <inheritdoc/>
    public string Id => "I8b";

    /// <inheritdoc/>
    public string Says => "Attempts begin at 1, stay within the bound, and rise with each delivery to one consumer.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        if (e is LinkLost lost)
            losses.Add(lost);
        else if (e is SettlesFlushed flushed)
            Confirm(flushed, before);
        if (e is not DeliveryCame came)
            return;
        var max = Math.Min(options.AttemptsMax, before.Topics.Group(came.Group)?.AttemptsMax ?? int.MaxValue);
        if (came.Attempt < 1 || came.Attempt > max)
            findings.Add(this, $"{Given(came)} as attempt {came.Attempt}; it is from 1 to {max}.", came);
        var key = (came.Group, new Place(came.Partition, came.Offset));
        if (before.Groups.WasDropped(came.Group))
            return;
        SeeCount(came, key, before, findings);
        if (last.TryGetValue(key, out var former) && IsComparable(former, came, before))
        {
            Exercised++;
            if (came.Attempt <= former.Attempt && former.Attempt < ToldMax && suspicions.Count < SuspicionsMax)
                suspicions.Add((former, came));
        }

        last[key] = came;
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
        foreach (var (former, came) in suspicions)
        {
            if (came.Attempt == former.Attempt && losses.Exists(lost => IsNear(lost, former, came)))
                continue;
            findings.Add(
                this, $"{Given(came)} as attempt {came.Attempt}, after attempt {former.Attempt}.", former, came);
        }
    }

    private void Confirm(SettlesFlushed flushed, Evidence before)
    {
        foreach (var settle in before.Settles.Confirmed(flushed))
        {
            if (settle.Kind == SettleKind.Nack)
                counted[(settle.Group, new Place(settle.Partition, settle.Offset))] = (settle.Attempt, flushed);
        }
    }

    private void SeeCount(DeliveryCame came, (string, Place) key, Evidence before, Findings findings)
    {
        if (!counted.TryGetValue(key, out var nack) || came.Attempt > Math.Min(nack.Attempt, ToldMax - 1)
            || before.MayBeOld(came, nack.Flushed.AtUs, options))
            return;
        findings.Add(
            this, $"{Given(came)} as attempt {came.Attempt}; that attempt {nack.Attempt} failed was durable at "
            + $"{Clock.Text(nack.Flushed.AtUs)}.", nack.Flushed, came);
    }

    private bool IsNear(LinkLost lost, DeliveryCame former, DeliveryCame came) =>
        lost.Group == came.Group && lost.Consumer == came.Consumer
        && lost.AtUs >= former.AtUs - options.LingerUs && lost.AtUs <= came.AtUs + options.LingerUs;

    private bool IsComparable(DeliveryCame former, DeliveryCame came, Evidence before)
    {
        if (former.Consumer != came.Consumer)
            return false;
        if (before.Consumer(came.Group, came.Consumer) is { IsStart: true } began && began.AtUs > former.AtUs)
            return false;
        var restarted = before.Ownership(came.Partition).RestartedAtUs;
        return restarted is null || restarted < former.AtUs - options.LingerUs;
    }

    private static string Given(DeliveryCame came) =>
        $"Group {came.Group}, consumer {came.Consumer} got message {came.Message} of "
        + $"{new Place(came.Partition, came.Offset)} at {Clock.Text(came.AtUs)}";
}
