namespace ActorMQ.Simulation.Plans;

/// <summary>A fault that begins.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Kind">Which.</param>
/// <param name="Owner">The node that it concerns; 0: each.</param>
/// <param name="Client">The client process that it concerns; 0: each.</param>
/// <param name="ForMs">How long it lasts; where it is over at once, how long until things are mended.</param>
/// <param name="OneIn">It hits one of so many, by chance.</param>
internal sealed record FaultItem(int AtMs, FaultKind Kind, int Owner, int Client, int ForMs, int OneIn) : PlanItem(AtMs)
{
    /// <summary>Whether it may hit a connection between these two.</summary>
    public bool Concerns(int client, int owner) =>
        (Client == 0 || Client == client) && (Owner == 0 || Owner == owner);
}
