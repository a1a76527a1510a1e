namespace ActorMQ.Client.Consuming;

/// <summary>What one look at the locks of a consumer leads to.</summary>
/// <param name="Losses">What the application is to hear.</param>
/// <param name="Renewals">Where extensions go; null: there is no subscription to extend them.</param>
/// <param name="Back">Where nacks go that give the node's credit back; null: there is none to give back.</param>
internal readonly record struct LookTurn(
    LockLosses Losses, List<SettleOrder>? Renewals = null, List<SettleOrder>? Back = null);
