namespace ActorMQ.Simulation.Shrinking;

/// <summary>How much shrinking may cost: a number of runs, and a time that no new run begins after.</summary>
/// <param name="runsMax">Runs in all.</param>
/// <param name="timeMax">How long from here on.</param>
/// <param name="time">Tells the time; null: the machine's.</param>
internal sealed class ShrinkBudget(int runsMax, TimeSpan timeMax, TimeProvider? time = null)
{
    private readonly TimeProvider clock = time ?? TimeProvider.System;
    private readonly long begin = (time ?? TimeProvider.System).GetTimestamp();

    /// <summary>What a failing seed of a campaign may cost.</summary>
    public static ShrinkBudget OfSeed => new(5_000, TimeSpan.FromSeconds(60));

    /// <summary>Runs so far.</summary>
    public int Runs { get; private set; }

    /// <summary>How long it has lasted.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(begin);

    /// <summary>Takes one run; false when there is none left.</summary>
    public bool TrySpend()
    {
        if (Runs >= runsMax || Elapsed >= timeMax)
            return false;
        Runs++;
        return true;
    }
}
