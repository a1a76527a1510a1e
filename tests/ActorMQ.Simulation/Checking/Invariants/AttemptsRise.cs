using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I8b: attempts are counted.</summary>
/// <remarks>
/// A hand-out is not awaited, so an owner that takes over may count again from what it knows; and what two consumers
/// see may reach them in any order. Within one right, and at one consumer, the count rises.
/// </remarks>
internal sealed class AttemptsRise(CheckOptions options) : IInvariant
{
    // Beyond, attempts are told as this one.
    private const int ToldMax = 255;

    private readonly Dictionary<(string Group, Place Place), DeliveryCame> last = [];

    /// <inheritdoc/>
    public string Id => "I8b";

    /// <inheritdoc/>
    public string Says => "Attempts begin at 1, stay within the bound, and rise with each delivery to one consumer.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        if (e is not DeliveryCame came)
            return;
        if (came.Attempt < 1 || came.Attempt > options.AttemptsMax)
            findings.Add(
                this, $"{Given(came)} as attempt {came.Attempt}; it is from 1 to {options.AttemptsMax}.", came);
        var key = (came.Group, new Place(came.Partition, came.Offset));
        if (last.TryGetValue(key, out var former) && IsComparable(former, came, before))
        {
            Exercised++;
            if (came.Attempt <= former.Attempt && former.Attempt < ToldMax)
                findings.Add(
                    this, $"{Given(came)} as attempt {came.Attempt}, after attempt {former.Attempt}.", former, came);
        }

        last[key] = came;
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }

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
