namespace ActorMQ.Simulation.Plans;

/// <summary>A group gets another policy.</summary>
/// <param name="AtMs">When; 0: it has it from the beginning.</param>
/// <param name="Group">The number of the group.</param>
/// <param name="AttemptLimit">Attempts; 0: no limit.</param>
/// <param name="BackoffMinMs">The shortest wait.</param>
/// <param name="BackoffMaxMs">The longest wait.</param>
/// <param name="BackoffFactor">From one wait to the next, in hundredths.</param>
/// <param name="JitterPercent">By how much a wait is longer or shorter.</param>
/// <param name="DeadLetter">Where what fails goes: empty, off, or a topic.</param>
internal sealed record PolicyItem(
    int AtMs, int Group, int AttemptLimit, int BackoffMinMs, int BackoffMaxMs, int BackoffFactor, int JitterPercent,
    string DeadLetter) : PlanItem(AtMs)
{
    /// <summary>What a group has that nobody has told anything.</summary>
    public static PolicyItem Default(int group) => new(0, group, 16, 1_000, 600_000, 200, 20, "");
}
