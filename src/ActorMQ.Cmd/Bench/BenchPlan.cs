namespace ActorMQ.Cmd.Bench;

/// <summary>A run's settings, and the names and marks that tell it from other runs.</summary>
/// <param name="Settings">What to do.</param>
/// <param name="Topic">Where to send.</param>
/// <param name="Group">Whose members receive.</param>
/// <param name="Run">The mark of the run's messages.</param>
internal sealed record BenchPlan(BenchSettings Settings, string Topic, string Group, int Run)
{
    /// <summary>A plan with names that no other run has.</summary>
    public static BenchPlan Of(BenchSettings settings)
    {
        int run = Random.Shared.Next(BenchStamp.RunEnd);
        string name = $"bench-{run:x5}{Random.Shared.Next(1 << 12):x3}";
        return new BenchPlan(settings, settings.Topic ?? name, name, run);
    }
}
