namespace ActorMQ.Simulation.Plans;

/// <summary>One thing that a run does at its time. A plan stays a plan when any of them is left out.</summary>
/// <param name="AtMs">When, in virtual milliseconds since the world was ready.</param>
internal abstract record PlanItem(int AtMs);
