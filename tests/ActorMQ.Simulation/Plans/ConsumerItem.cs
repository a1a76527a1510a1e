namespace ActorMQ.Simulation.Plans;

/// <summary>A consumer comes.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Consumer">Its number; no two have the same.</param>
/// <param name="Group">The number of its group.</param>
/// <param name="WindowMessages">Messages that it may have out.</param>
/// <param name="Conduct">What it does with what it gets.</param>
/// <param name="LeavesAtMs">When it leaves; 0: never.</param>
internal sealed record ConsumerItem(
    int AtMs, int Consumer, int Group, int WindowMessages, ConsumerConduct Conduct, int LeavesAtMs) : PlanItem(AtMs);
