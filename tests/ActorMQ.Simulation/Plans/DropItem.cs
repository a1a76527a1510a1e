namespace ActorMQ.Simulation.Plans;

/// <summary>A group is deleted; its consumers make it anew.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Group">The number of the group.</param>
internal sealed record DropItem(int AtMs, int Group) : PlanItem(AtMs);
