namespace ActorMQ.Simulation.Networks;

/// <summary>Who is at the ends of a connection.</summary>
/// <param name="Client">The number of the process that connected.</param>
/// <param name="Owner">The number of the node that it connected to.</param>
internal readonly record struct Address(int Client, int Owner);
