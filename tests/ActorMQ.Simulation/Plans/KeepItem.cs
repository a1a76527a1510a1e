namespace ActorMQ.Simulation.Plans;

/// <summary>The topic keeps its records by other numbers.</summary>
/// <param name="AtMs">When.</param>
/// <param name="PurgeAfterMs">How long a queue keeps what is settled.</param>
/// <param name="RetentionMs">How long a log keeps anything; 0: for ever.</param>
/// <param name="RetentionBytes">How many bytes of a partition a log keeps; 0: all.</param>
internal sealed record KeepItem(int AtMs, int PurgeAfterMs, int RetentionMs, int RetentionBytes) : PlanItem(AtMs);
