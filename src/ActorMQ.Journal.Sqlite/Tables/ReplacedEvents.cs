using ActorMQ.Journal.Sqlite.Native;

namespace ActorMQ.Journal.Sqlite.Tables;

/// <summary>Event records that a snapshot has replaced and that are still in the file: they go by and by.</summary>
/// <remarks>
/// Those of all partitions stand on the same pages. Were each partition to remove its own with its snapshot, every one
/// of them would write all these pages anew; in the order of arrival a page is written about once, and goes.
/// </remarks>
internal sealed class ReplacedEvents(Database database)
{
    /// <summary>Records that one append removes at most: more than it adds, so that they come to an end.</summary>
    public const int RemovedByAppend = 16;

    private readonly Statement delete = database.Prepare("DELETE FROM event WHERE id=?1");

    // The oldest first: of a transaction that is stored, and still in the file.
    private readonly PriorityQueue<long, long> ids = new();

    // What the open transaction has removed.
    private readonly List<long> removed = [];

    /// <summary>It was replaced by a snapshot that is stored.</summary>
    public void Add(long id) => ids.Enqueue(id, id);

    /// <summary>Removes the oldest ones; answers how many.</summary>
    public int RemoveSome(int recordsMax)
    {
        int count = 0;
        for (; count < recordsMax && ids.TryDequeue(out long id, out _); count++)
        {
            Delete(id);
            removed.Add(id);
        }

        return count;
    }

    /// <summary>Removes a record, replaced or not.</summary>
    public void Delete(long id) => delete.Bind(1, id).Run();

    /// <summary>The transaction is stored.</summary>
    public void Keep() => removed.Clear();

    /// <summary>The transaction is undone: what it has removed is still there.</summary>
    public void Undo()
    {
        removed.ForEach(Add);
        removed.Clear();
    }
}
