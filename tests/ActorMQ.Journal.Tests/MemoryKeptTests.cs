namespace ActorMQ.Journal.Tests;

public sealed class MemoryKeptTests() : KeptContract(new MemorySource());
