using ActorMQ.Core;
using ActorMQ.Journal.Sqlite.Native;
using ActorMQ.Journal.Sqlite.Tables;

namespace ActorMQ.Journal.Sqlite;

/// <summary>
/// Stores a group in one transaction; when SQLite refuses it, each append in its own to find the culprit.
/// </summary>
/// <remarks>
/// Where there is no room the reserve is released first: then, but for what was on its way, no append with batches is
/// tried until it is filled again, and the others have room.
/// </remarks>
internal sealed class GroupCommit(JournalTables tables, Reserve reserve, Meter meter)
{
    private readonly Dictionary<PartitionId, AppendOutcome> stopped = [];
    private readonly JournalAppend[] single = new JournalAppend[1];
    private (long Bytes, int Batches) purged;

    /// <summary>Whether the last transaction removed something.</summary>
    public bool HasPurged => purged.Batches > 0;

    public void Commit(IReadOnlyList<JournalAppend> group)
    {
        if (group.Count == 0)
            return;
        stopped.Clear();
        SqliteException? failure = TryStore(group);
        if (failure is not null && SqliteFailures.IsFull(failure) && reserve.TryRelease())
        {
            stopped.Clear();
            failure = TryStore(group);
        }

        if (failure is null)
            return;
        // What the transaction that was rolled back had found is undone with it.
        stopped.Clear();
        for (int index = 0; index < group.Count; index++)
            StoreAlone(group[index], group.Count == 1 ? failure : null);
    }

    private void StoreAlone(JournalAppend append, SqliteException? known)
    {
        single[0] = append;
        SqliteException? failure = known ?? TryStore(single);
        if (failure is null)
            return;
        append.Outcome = AppendOutcome.Rejected;
        append.Failure = SqliteFailures.Refusal(failure, tables.File);
        stopped[append.Partition] = AppendOutcome.Rejected;
    }

    /// <summary>Null when the transaction was committed; its definite failure when nothing of it was stored.</summary>
    private SqliteException? TryStore(IReadOnlyList<JournalAppend> group)
    {
        try
        {
            Store(group);
            return null;
        }
        catch (SqliteException failure)
        {
            tables.RollBack();
            purged = default;
            if (SqliteFailures.Of(failure.Code) != SqliteFailure.Refused)
                throw;
            return failure;
        }
    }

    private void Store(IReadOnlyList<JournalAppend> group)
    {
        PurgeBudget budget = new();
        purged = default;
        tables.Begin();
        for (int index = 0; index < group.Count; index++)
        {
            JournalAppend append = group[index];
            append.Failure = null;
            append.Outcome = StoreOne(append, ref budget);
            if (append.Outcome != AppendOutcome.Stored)
                stopped[append.Partition] = append.Outcome;
        }

        tables.Commit();
        Count(group);
    }

    private AppendOutcome StoreOne(JournalAppend append, ref PurgeBudget budget)
    {
        if (stopped.TryGetValue(append.Partition, out AppendOutcome earlier))
            return earlier;
        bool isRefused = reserve.IsReleased && append.Batches.Count > 0
            && !reserve.TryTakeStraggler(append.PayloadBytes);
        if (isRefused)
            return Refuse(append);
        if (!tables.Fences.TryAdvance(append))
            return AppendOutcome.Fenced;
        foreach (BatchEntry batch in append.Batches)
            tables.Batches.Insert(append.Partition, batch);
        tables.Events.Store(append);
        (long bytes, int batches) = tables.Batches.Purge(append.Partition, append.PurgeBelow, ref budget);
        if (batches > 0)
            tables.Fences.Shrink(append.Partition, batches, bytes);
        purged = (purged.Bytes + bytes, purged.Batches + batches);
        return AppendOutcome.Stored;
    }

    private AppendOutcome Refuse(JournalAppend append)
    {
        if (!tables.Fences.IsFenceOf(append))
            return AppendOutcome.Fenced;
        append.Failure = SqliteFailures.NoRoom(tables.File);
        return AppendOutcome.Rejected;
    }

    private void Count(IReadOnlyList<JournalAppend> group)
    {
        int stored = 0;
        long bytes = 0;
        for (int index = 0; index < group.Count; index++)
        {
            if (group[index].Outcome != AppendOutcome.Stored)
                continue;
            stored++;
            bytes += group[index].PayloadBytes;
        }

        if (stored == 0)
            return;
        meter.CountCommit(stored, bytes);
        meter.CountPurged(purged);
    }
}
