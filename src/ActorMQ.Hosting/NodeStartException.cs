namespace ActorMQ.Hosting;

/// <summary>The environment does not let a node start. The message says what is wrong and what to do.</summary>
public sealed class NodeStartException(string message, Exception cause) : Exception(message, cause);
