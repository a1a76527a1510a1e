namespace ActorMQ.Simulation.Plans;

/// <summary>What a consumer does with what it gets. Each number is one in so many; 0: never.</summary>
/// <param name="Nack">Gives back.</param>
/// <param name="Forget">Settles neither now nor later.</param>
/// <param name="Think">Waits before it settles.</param>
/// <param name="ThinkMs">How long at most.</param>
/// <param name="Flush">Makes its settlements durable.</param>
/// <param name="Delay">Gives back with a delay.</param>
/// <param name="DelayMs">How long at most.</param>
/// <param name="Reject">Sends to the dead letters.</param>
/// <param name="Hold">Has the lock extended by itself, and thinks for about as long as that.</param>
internal sealed record ConsumerConduct(
    int Nack, int Forget, int Think, int ThinkMs, int Flush, int Delay = 0, int DelayMs = 0, int Reject = 0,
    int Hold = 0)
{
    /// <summary>Acks everything at once.</summary>
    public static ConsumerConduct Good { get; } = new(0, 0, 0, 0, 8);
}
