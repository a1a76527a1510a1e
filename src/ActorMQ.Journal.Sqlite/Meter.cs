using ActorMQ.Journal.Sqlite.Native;

namespace ActorMQ.Journal.Sqlite;

/// <summary>Counts what the journal does; read by the lane that counts.</summary>
internal sealed class Meter
{
    private JournalFigures figures;

    public long Commits => figures.Commits;

    public void CountCommit(int appends, long bytes) => figures = figures with
    {
        Commits = figures.Commits + 1,
        Appends = figures.Appends + appends,
        BytesAppended = figures.BytesAppended + bytes,
    };

    public void CountPurged((long Bytes, int Batches) purged) => figures = figures with
    {
        BatchesPurged = figures.BatchesPurged + purged.Batches,
        BytesPurged = figures.BytesPurged + purged.Bytes,
    };

    public void CountCheckpoint(TimeSpan pause)
    {
        long microseconds = (long)pause.TotalMicroseconds;
        figures = figures with
        {
            Checkpoints = figures.Checkpoints + 1,
            CheckpointMicroseconds = figures.CheckpointMicroseconds + microseconds,
            CheckpointMicrosecondsMax = Math.Max(figures.CheckpointMicrosecondsMax, microseconds),
        };
    }

    public JournalFigures Read(Database database, long pageBytes, FileShrinker shrinker, Reserve reserve) =>
        figures with
        {
            FileBytes = new FileInfo(database.File).Length,
            UnusedBytes = shrinker.UnusedBytes,
            BytesGivenBack = shrinker.BytesGivenBack,
            TimesFull = reserve.Releases,
            LogBytes = database.LogPages * pageBytes,
        };
}
