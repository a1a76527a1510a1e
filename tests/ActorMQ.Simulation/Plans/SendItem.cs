namespace ActorMQ.Simulation.Plans;

/// <summary>A producer sends.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Producer">Which one; it begins with its first item.</param>
/// <param name="Count">Number of messages.</param>
/// <param name="Keys">Number of keys to choose from; 0: messages without a key.</param>
/// <param name="BodyBytes">Length of each body.</param>
/// <param name="AsBatch">Whether in one call.</param>
internal sealed record SendItem(int AtMs, int Producer, int Count, int Keys, int BodyBytes, bool AsBatch)
    : PlanItem(AtMs);
