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

    /// <summary>A producer is forgotten after a tenth of a second without a batch.</summary>
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

    /// <summary>A subscription that meets a read under way is not told that it is over.</summary>
    ForgetsWaitingRead,

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

    /// <summary>A move is sent to the dead-letter topic before it is in the journal.</summary>
    SendsMovesEarly,

    /// <summary>A move is done as soon as the dead-letter topic has it in its mailbox.</summary>
    FinishesMovesEarly,

    /// <summary>A batch of moves of which the dead-letter topic holds a part is sent again as it is.</summary>
    ResendsBeyondStored,

    /// <summary>A dead-letter topic forgets who sends to it after a tenth of a second without a move.</summary>
    ForgetsOutboxProducers,

    /// <summary>A move that an earlier owner journalled counts as done.</summary>
    ReplayForgetsMoves,

    /// <summary>Batches are removed while records of them are on their way to the dead letters.</summary>
    PurgesMoves,

    /// <summary>What is on its way to the dead letters stays where it is once its group has none any more.</summary>
    BlocksMovesOfOff,

    /// <summary>A record is tried once more than its group allows.</summary>
    OverrunsAttemptLimit,

    /// <summary>After a start every group is treated as if nobody had changed its policy.</summary>
    ForgetsPolicies,

    /// <summary>The consumers of a group that is deleted are not told.</summary>
    KeepsDroppedMembers,

    /// <summary>What a consumer hands back when it leaves in order counts as an attempt.</summary>
    CountsDrains,

    /// <summary>What a lost consumer had stays out until it comes back.</summary>
    SuspendsForever,

    /// <summary>Once a consumer that came back has claimed what it holds, that is given to others too.</summary>
    ReleasesClaims,

    /// <summary>A nack or a reject of an earlier attempt takes back what is out at somebody else.</summary>
    AcceptsStaleNacks,

    /// <summary>A record that waited for its backoff is ready at once with the next owner.</summary>
    ReplayForgetsDelays,

    /// <summary>A snapshot forgets until when records wait for their backoff.</summary>
    SnapshotForgetsDelays,

    /// <summary>The timer of the backoff is armed once, and not again after it has rung.</summary>
    LosesRetryTimer,

    /// <summary>The backoff is measured by the clock of the machine, though that were put back.</summary>
    RetriesByMachineClock,

    /// <summary>Nacks of neighbours are told as one, though each has a delay of its own.</summary>
    MixesNacks,

    /// <summary>
    /// What a consumer loses while its claims wait for their answer counts against its window for ever.
    /// </summary>
    LosesCreditWhileClaiming,

    /// <summary>A queue that keeps what is settled for a while removes by age what nobody has settled.</summary>
    PurgesByAgeAlone,

    /// <summary>A queue does not keep what is settled, whatever its topic says.</summary>
    PurgesAtOnce,

    /// <summary>A group of a log is not moved on when what it has not settled goes.</summary>
    LogWaitsForGroups,
}
#endif
