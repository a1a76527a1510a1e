namespace ActorMQ.Bench.Product;

/// <summary>One run of the workload <c>restart</c>: kill -9, and the same data in a new process.</summary>
/// <param name="Tier">How durable a message is when its send completes.</param>
/// <param name="Messages">Messages that were stored and not delivered.</param>
/// <param name="RecoveryS">From the start of the process until it said that it is ready, in seconds.</param>
/// <param name="FirstDeliveryS">From the start of the process until a consumer had a message, in seconds.</param>
/// <param name="RssMib">Resident memory of the node then, in MiB.</param>
public sealed record RestartFigures(
    string Tier, long Messages, double RecoveryS, double FirstDeliveryS, double RssMib);
