namespace ActorMQ.Core.Partitions;

/// <summary>
/// Event: the table of what is out was lost with the last owner; everything that is still out waits for redelivery.
/// </summary>
/// <param name="Tenure">The number of the tenure that begins; higher than every earlier one.</param>
/// <param name="IsCounted">Whether the attempts count, as they did for all before consumers said what they had
/// started.</param>
public readonly record struct TenureStarted(long Tenure, bool IsCounted = false);
