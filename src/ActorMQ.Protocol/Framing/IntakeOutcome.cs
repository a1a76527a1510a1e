namespace ActorMQ.Protocol.Framing;

/// <summary>Why the showing of frames stopped.</summary>
/// <param name="Fault">What is wrong with the bytes; none where nothing is.</param>
/// <param name="IsPaused">Whether the handler wants no more for the time being.</param>
internal readonly record struct IntakeOutcome(CloseReason Fault, bool IsPaused);
