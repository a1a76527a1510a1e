using ActorMQ.Journal.Sqlite;

namespace ActorMQ.Bench.Journal;

/// <summary>What the journal bench commits.</summary>
/// <param name="Partitions">Appends in a group, one for each partition.</param>
/// <param name="BatchBytes">Bytes of the one batch of each append.</param>
/// <param name="PurgeAfter">Commits after which a batch is settled and may go.</param>
/// <param name="Seconds">Length of the measured run; a quarter of it warms up.</param>
/// <param name="Options">Of the journal.</param>
public sealed record JournalLoad(
    int Partitions, int BatchBytes, int PurgeAfter, double Seconds, SqliteJournalOptions Options);
