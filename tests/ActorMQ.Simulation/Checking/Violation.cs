using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking;

/// <summary>One breach of an invariant.</summary>
/// <param name="Invariant">The id of the invariant.</param>
/// <param name="Text">What is wrong, with message, partition, offset and time.</param>
/// <param name="Events">The few events that show it, in their order.</param>
internal sealed record Violation(string Invariant, string Text, IReadOnlyList<HistoryEvent> Events);
