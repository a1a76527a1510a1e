namespace ActorMQ.Broker;

/// <summary>One group on one partition at one moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Floor">Every record below it is settled.</param>
/// <param name="InFlight">Records that are out.</param>
/// <param name="Lag">Records that are not settled, out or not.</param>
public sealed record GroupDescription(string Name, long Floor, int InFlight, long Lag);
