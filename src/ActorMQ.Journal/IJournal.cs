using ActorMQ.Core;
using ActorMQ.Core.Topics;
using ActorMQ.Records;

namespace ActorMQ.Journal;

/// <summary>The durable seam: fenced group commits, reads by offset, ownership, and the catalogue's rows.</summary>
/// <remarks>
/// Blocking and simple: every call comes from one lane thread (or from the one thread of a seeded runtime), one at a
/// time. Any call may throw <see cref="JournalFatalException"/>: the process must end. Calls other than
/// <see cref="Commit"/> may throw <see cref="JournalRefusedException"/>: nothing was changed.
/// </remarks>
public interface IJournal : IDisposable
{
    /// <summary>What was done since the journal was opened.</summary>
    JournalFigures Figures { get; }

    /// <summary>
    /// Whether the storage is full: appends with batches and new topics are refused, everything else lives on the
    /// reserve. Ends in <see cref="Maintain"/>, once there is space again.
    /// </summary>
    bool IsFull { get; }

    /// <summary>
    /// Stores a group in one transaction and sets each append's outcome. Never throws for an outcome.
    /// </summary>
    /// <remarks>
    /// One append's outcome stops nobody else. Where an append of a partition was not stored, the later ones of that
    /// partition in the group are not stored either and get the same outcome.
    /// </remarks>
    void Commit(IReadOnlyList<JournalAppend> group);

    /// <summary>Takes over partitions in one transaction: adds one to each epoch and sets the nonce.</summary>
    /// <param name="partitions">Which; one that does not exist is left out of the answer.</param>
    /// <param name="nonce">Fresh for each call, so that two owners never share a right.</param>
    IReadOnlyList<AcquiredPartition> Acquire(IReadOnlyList<PartitionId> partitions, Guid nonce);

    /// <summary>
    /// Puts a new right in the place of one's own: what an owner does that no longer knows what is stored. Compared and
    /// changed in one transaction, so that it never takes a partition from another owner.
    /// </summary>
    /// <param name="partition">Which.</param>
    /// <param name="held">The right that the caller had.</param>
    /// <param name="nonce">Fresh for each call.</param>
    /// <returns>The new right; null: another owner has the partition, or it does not exist.</returns>
    AcquiredPartition? Reacquire(PartitionId partition, Ownership held, Guid nonce);

    /// <summary>
    /// Hands the stored state to <paramref name="sink"/>, in order; null when there is no such partition.
    /// </summary>
    /// <exception cref="JournalCorruptException">A row fails its CRC.</exception>
    RecoveredPartition? Recover(PartitionId partition, IEventSink sink);

    /// <summary>
    /// Adds stored batches to <paramref name="into"/>, from the one that holds the offset or follows it.
    /// </summary>
    /// <param name="partition">Which partition.</param>
    /// <param name="fromOffset">Where to begin.</param>
    /// <param name="maxBytes">Stop before this is passed; the first batch comes whatever its size.</param>
    /// <param name="pool">Where the slabs come from; the caller releases each once.</param>
    /// <param name="into">Where the batches go, in offset order.</param>
    /// <returns>The number of bytes read; 0 when nothing is stored at or above the offset.</returns>
    /// <exception cref="JournalCorruptException">A batch fails its check; the sound ones before it were
    /// added.</exception>
    int ReadBatches(PartitionId partition, long fromOffset, int maxBytes, SlabPool pool, List<StoredBatch> into);

    /// <summary>What is kept of a partition; null when there is no such partition.</summary>
    PartitionExtent? ReadExtent(PartitionId partition);

    /// <summary>
    /// The stored batch that holds the offset or follows it; null when there is none. One look-up, without its bytes.
    /// </summary>
    BatchPlace? FindBatch(PartitionId partition, long offset);

    /// <summary>Reads all topics and groups.</summary>
    CatalogueRows ReadCatalogue();

    /// <summary>Creates a topic and its partitions, if the catalogue is still at <paramref name="version"/>.</summary>
    /// <returns>The row; null when the catalogue has moved or the name is taken: read it again and decide
    /// again.</returns>
    TopicRow? CreateTopic(in NewTopic topic, long version);

    /// <summary>Changes a topic's settings, if the catalogue is still at <paramref name="version"/>.</summary>
    /// <returns>The row; null when the catalogue has moved or there is no such topic.</returns>
    TopicRow? UpdateTopic(int topicId, TopicSettings settings, long version);

    /// <summary>
    /// Removes a topic, its groups and its partitions from the catalogue: its appends are fenced from here on.
    /// </summary>
    /// <remarks>The stored rows go in bounded steps of <see cref="Maintain"/>.</remarks>
    /// <returns>False when there is no such topic.</returns>
    bool DeleteTopic(int topicId);

    /// <summary>
    /// Whether so much was committed that a checkpoint is due: the more follows, the longer a commit waits for it.
    /// Costs nothing: ask before each commit.
    /// </summary>
    bool IsCheckpointDue { get; }

    /// <summary>The checkpoint alone of what <see cref="Maintain"/> does, if one is due.</summary>
    void Checkpoint();

    /// <summary>Whether <see cref="Maintain"/> has something to do. Costs nothing: ask after each commit.</summary>
    bool IsMaintenanceDue { get; }

    /// <summary>
    /// Work that can wait until a commit's outcomes are on their way, in one bounded step: a checkpoint when one is
    /// due, removing what deleted topics left, giving unused space back, filling the reserve again.
    /// </summary>
    /// <returns>True while more can be done at once. While <see cref="IsFull"/> lasts it is worth a call now and then
    /// even so: space may be back.</returns>
    bool Maintain();

    /// <summary>
    /// Returns the group of that name, made with <paramref name="policy"/> if need be; null when there is no such
    /// topic.
    /// </summary>
    GroupRow? EnsureGroup(int topicId, string name, EncodedPolicy policy = default);

    /// <summary>Changes a group's policy, if the catalogue is still at <paramref name="version"/>.</summary>
    /// <returns>The row; null when the catalogue has moved or there is no such group.</returns>
    GroupRow? UpdateGroup(int groupId, EncodedPolicy policy, long version);

    /// <summary>Removes a group, if the catalogue is still at <paramref name="version"/>.</summary>
    /// <remarks>Its progress is in its partitions' events: they drop it. Its id is never given again.</remarks>
    /// <returns>False when the catalogue has moved or there is no such group.</returns>
    bool DeleteGroup(int groupId, long version);
}
