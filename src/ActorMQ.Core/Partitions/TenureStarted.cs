namespace ActorMQ.Core.Partitions;

/// <summary>
/// Event: the table of what is out was lost with the last owner; everything that was out waits for redelivery.
/// </summary>
/// <param name="Tenure">The number of the tenure that begins; higher than every earlier one.</param>
public readonly record struct TenureStarted(long Tenure);
