namespace ActorMQ.Journal.Tests.Sqlite;

public sealed class SqliteCatalogueTests() : CatalogueContract(new SqliteSource());
