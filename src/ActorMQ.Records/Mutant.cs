#if MUTANTS
namespace ActorMQ.Records;

/// <summary>The bugs that <see cref="Mutants"/> can put into the product, each in one line.</summary>
internal enum Mutant : byte
{
    /// <summary>The product as it is.</summary>
    None,

    /// <summary>A send is answered when its append joins others on their way to the disk.</summary>
    AcksWhenSubmitted,

    /// <summary>An append whose fate nobody knows counts as stored.</summary>
    UnknownIsStored,

    /// <summary>An append whose fate nobody knows counts as definitely refused.</summary>
    UnknownIsRefused,

    /// <summary>An append whose fate nobody knew is sent again whether the journal holds it or not.</summary>
    RetriesUnknown,

    /// <summary>What another owner stored meanwhile is taken for the append whose fate nobody knew.</summary>
    OverlooksOtherOwner,

    /// <summary>The fence compares the journal sequence, and neither epoch nor nonce.</summary>
    FenceIgnoresRight,

    /// <summary>The fence compares epoch and nonce, and not the journal sequence.</summary>
    FenceIgnoresSequence,

    /// <summary>An append that the fence refused counts as stored.</summary>
    FencedIsStored,

    /// <summary>
    /// Once an append is stored, everything decided by then counts as durable and is handed out.
    /// </summary>
    DeliversBeforeDurable,

    /// <summary>A retry is answered while the first try is still on its way to the disk.</summary>
    AnswersRetryEarly,

    /// <summary>A retry is answered with the offset of the producer's newest batch.</summary>
    DedupTellsNewestOffset,

    /// <summary>A producer is forgotten after half a second without a batch.</summary>
    EvictsProducersEarly,

    /// <summary>A batch is accepted though an earlier sequence of its producer is missing.</summary>
    AcceptsGaps,

    /// <summary>A new group is given records before it is stored that there is one.</summary>
    JoinsEarly,

    /// <summary>A batch that is sent again goes to the next partition.</summary>
    ReroutesRetries,

    /// <summary>What was out when the connection was lost goes again under a new producer epoch.</summary>
    RetriesUnderNewSequence,

    /// <summary>What was out when the connection was lost goes again in reverse order.</summary>
    ResendsNewestFirst,

    /// <summary>Two answers of one append change places.</summary>
    SwapsReplies,

    /// <summary>What was out with the last owner is not handed out again.</summary>
    ForgetsWhatWasOut,

    /// <summary>
    /// A delivery whose ack wait has passed, or that was nacked, does not count as an attempt.
    /// </summary>
    AttemptNotCounted,

    /// <summary>Records that wait with different attempts go out together, as the first one's.</summary>
    MixesAttempts,

    /// <summary>The timer of the ack wait is armed once, and not again after it has rung.</summary>
    LosesAckWaitTimer,

    /// <summary>The ack wait is measured by the wall clock.</summary>
    WallClockForAckWait,

    /// <summary>A consumer extends what its application has forgotten, without end.</summary>
    ExtendsForever,

    /// <summary>Credit that a take reserved and did not use is lost when the connection was full.</summary>
    LeaksCredit,

    /// <summary>A take that meets a read under way is not remembered.</summary>
    ForgetsParkedTake,

    /// <summary>A settlement is confirmed before it is durable.</summary>
    ConfirmsSettlementEarly,

    /// <summary>Settlements without an answer count as confirmed when the connection is lost.</summary>
    ForgetsSettlements,

    /// <summary>Runs of acks are told as one, though there is a hole between them.</summary>
    AcksHoles,

    /// <summary>Batches are removed once the first group has settled them.</summary>
    PurgesForFirstGroup,

    /// <summary>A snapshot leaves out the pages of what waits for redelivery.</summary>
    SnapshotSkipsPage,

    /// <summary>A snapshot leaves the producers out.</summary>
    SnapshotForgetsProducers,

    /// <summary>The CRCs of stored events and snapshots are not checked.</summary>
    SkipsCrc,
}
#endif
