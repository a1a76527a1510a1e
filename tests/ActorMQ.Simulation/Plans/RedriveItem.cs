namespace ActorMQ.Simulation.Plans;

/// <summary>All dead letters of a group are sent back.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Group">The number of the group.</param>
/// <param name="Rate">Messages a second; 0: as fast as it goes.</param>
internal sealed record RedriveItem(int AtMs, int Group, int Rate) : PlanItem(AtMs);
