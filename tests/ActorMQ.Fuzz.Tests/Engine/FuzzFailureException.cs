namespace ActorMQ.Fuzz.Tests.Engine;

/// <summary>An input did what no input may; says how to give it again.</summary>
internal sealed class FuzzFailureException(string message, Exception? cause = null) : Exception(message, cause);
