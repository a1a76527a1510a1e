namespace ActorMQ.Journal.Tests.Sqlite;

public sealed class SqliteKeptTests() : KeptContract(new SqliteSource());
