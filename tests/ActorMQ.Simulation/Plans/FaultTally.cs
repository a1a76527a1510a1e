namespace ActorMQ.Simulation.Plans;

/// <summary>How many times each fault was really exercised.</summary>
internal sealed class FaultTally
{
    private readonly long[] counts = new long[Enum.GetValues<FaultKind>().Length];

    public void Count(FaultKind kind) => counts[(int)kind]++;

    public long Of(FaultKind kind) => counts[(int)kind];

    /// <summary>Adds another run's counts.</summary>
    public void Add(FaultTally other)
    {
        for (int index = 0; index < counts.Length; index++)
            counts[index] += other.counts[index];
    }
}
