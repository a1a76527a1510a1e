namespace ActorMQ.Journal.Tests;

public sealed class MemoryCatalogueTests() : CatalogueContract(new MemorySource());
