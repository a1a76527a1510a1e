namespace ActorMQ.Simulation.Worlds;

/// <summary>A world could not go on: that is a violation too.</summary>
internal sealed class WorldException(string message) : Exception(message);
