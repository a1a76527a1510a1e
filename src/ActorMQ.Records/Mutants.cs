namespace ActorMQ.Records;

/// <summary>Bugs that a test puts into the product, to see whether the simulation finds them.</summary>
/// <remarks>
/// In a release build each is the constant false, and the compiler leaves out whatever depends on it: nothing is there
/// that could switch one on. docs/simulation.md lists the bugs, with the seed that finds each.
/// </remarks>
internal static class Mutants
{
#if MUTANTS
    // A simulation is one thread, so simulations in several threads do not see each other's bug.
    [ThreadStatic]
    private static Mutant current;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutant> All { get; } = [.. Enum.GetValues<Mutant>().Where(one => one != Mutant.None)];

    /// <summary>The bug that this thread's product has.</summary>
    public static Mutant Current
    {
        get => current;
        set => current = value;
    }

    public static bool AcksWhenSubmitted => current == Mutant.AcksWhenSubmitted;
    public static bool UnknownIsStored => current == Mutant.UnknownIsStored;
    public static bool UnknownIsRefused => current == Mutant.UnknownIsRefused;
    public static bool RetriesUnknown => current == Mutant.RetriesUnknown;
    public static bool OverlooksOtherOwner => current == Mutant.OverlooksOtherOwner;
    public static bool FenceIgnoresRight => current == Mutant.FenceIgnoresRight;
    public static bool FenceIgnoresSequence => current == Mutant.FenceIgnoresSequence;
    public static bool FencedIsStored => current == Mutant.FencedIsStored;
    public static bool DeliversBeforeDurable => current == Mutant.DeliversBeforeDurable;
    public static bool AnswersRetryEarly => current == Mutant.AnswersRetryEarly;
    public static bool DedupTellsNewestOffset => current == Mutant.DedupTellsNewestOffset;
    public static bool EvictsProducersEarly => current == Mutant.EvictsProducersEarly;
    public static bool AcceptsGaps => current == Mutant.AcceptsGaps;
    public static bool JoinsEarly => current == Mutant.JoinsEarly;
    public static bool ReroutesRetries => current == Mutant.ReroutesRetries;
    public static bool RetriesUnderNewSequence => current == Mutant.RetriesUnderNewSequence;
    public static bool ResendsNewestFirst => current == Mutant.ResendsNewestFirst;
    public static bool SwapsReplies => current == Mutant.SwapsReplies;
    public static bool ForgetsWhatWasOut => current == Mutant.ForgetsWhatWasOut;
    public static bool AttemptNotCounted => current == Mutant.AttemptNotCounted;
    public static bool MixesAttempts => current == Mutant.MixesAttempts;
    public static bool LosesAckWaitTimer => current == Mutant.LosesAckWaitTimer;
    public static bool WallClockForAckWait => current == Mutant.WallClockForAckWait;
    public static bool ExtendsForever => current == Mutant.ExtendsForever;
    public static bool LeaksCredit => current == Mutant.LeaksCredit;
    public static bool ForgetsWaitingRead => current == Mutant.ForgetsWaitingRead;
    public static bool ConfirmsSettlementEarly => current == Mutant.ConfirmsSettlementEarly;
    public static bool ForgetsSettlements => current == Mutant.ForgetsSettlements;
    public static bool AcksHoles => current == Mutant.AcksHoles;
    public static bool PurgesForFirstGroup => current == Mutant.PurgesForFirstGroup;
    public static bool SnapshotSkipsPage => current == Mutant.SnapshotSkipsPage;
    public static bool SnapshotForgetsProducers => current == Mutant.SnapshotForgetsProducers;
    public static bool SkipsCrc => current == Mutant.SkipsCrc;
    public static bool SendsMovesEarly => current == Mutant.SendsMovesEarly;
    public static bool FinishesMovesEarly => current == Mutant.FinishesMovesEarly;
    public static bool ResendsBeyondStored => current == Mutant.ResendsBeyondStored;
    public static bool ForgetsOutboxProducers => current == Mutant.ForgetsOutboxProducers;
    public static bool ReplayForgetsMoves => current == Mutant.ReplayForgetsMoves;
    public static bool PurgesMoves => current == Mutant.PurgesMoves;
    public static bool BlocksMovesOfOff => current == Mutant.BlocksMovesOfOff;
    public static bool OverrunsAttemptLimit => current == Mutant.OverrunsAttemptLimit;
    public static bool ForgetsPolicies => current == Mutant.ForgetsPolicies;
    public static bool KeepsDroppedMembers => current == Mutant.KeepsDroppedMembers;
    public static bool CountsDrains => current == Mutant.CountsDrains;
    public static bool SuspendsForever => current == Mutant.SuspendsForever;
    public static bool ReleasesClaims => current == Mutant.ReleasesClaims;
    public static bool AcceptsStaleNacks => current == Mutant.AcceptsStaleNacks;
    public static bool ReplayForgetsDelays => current == Mutant.ReplayForgetsDelays;
    public static bool SnapshotForgetsDelays => current == Mutant.SnapshotForgetsDelays;
    public static bool LosesRetryTimer => current == Mutant.LosesRetryTimer;
    public static bool RetriesByMachineClock => current == Mutant.RetriesByMachineClock;
    public static bool MixesNacks => current == Mutant.MixesNacks;
    public static bool LosesCreditWhileClaiming => current == Mutant.LosesCreditWhileClaiming;
    public static bool PurgesByAgeAlone => current == Mutant.PurgesByAgeAlone;
    public static bool PurgesAtOnce => current == Mutant.PurgesAtOnce;
    public static bool LogWaitsForGroups => current == Mutant.LogWaitsForGroups;
#else
    public const bool AcksWhenSubmitted = false;
    public const bool UnknownIsStored = false;
    public const bool UnknownIsRefused = false;
    public const bool RetriesUnknown = false;
    public const bool OverlooksOtherOwner = false;
    public const bool FenceIgnoresRight = false;
    public const bool FenceIgnoresSequence = false;
    public const bool FencedIsStored = false;
    public const bool DeliversBeforeDurable = false;
    public const bool AnswersRetryEarly = false;
    public const bool DedupTellsNewestOffset = false;
    public const bool EvictsProducersEarly = false;
    public const bool AcceptsGaps = false;
    public const bool JoinsEarly = false;
    public const bool ReroutesRetries = false;
    public const bool RetriesUnderNewSequence = false;
    public const bool ResendsNewestFirst = false;
    public const bool SwapsReplies = false;
    public const bool ForgetsWhatWasOut = false;
    public const bool AttemptNotCounted = false;
    public const bool MixesAttempts = false;
    public const bool LosesAckWaitTimer = false;
    public const bool WallClockForAckWait = false;
    public const bool ExtendsForever = false;
    public const bool LeaksCredit = false;
    public const bool ForgetsWaitingRead = false;
    public const bool ConfirmsSettlementEarly = false;
    public const bool ForgetsSettlements = false;
    public const bool AcksHoles = false;
    public const bool PurgesForFirstGroup = false;
    public const bool SnapshotSkipsPage = false;
    public const bool SnapshotForgetsProducers = false;
    public const bool SkipsCrc = false;
    public const bool SendsMovesEarly = false;
    public const bool FinishesMovesEarly = false;
    public const bool ResendsBeyondStored = false;
    public const bool ForgetsOutboxProducers = false;
    public const bool ReplayForgetsMoves = false;
    public const bool PurgesMoves = false;
    public const bool BlocksMovesOfOff = false;
    public const bool OverrunsAttemptLimit = false;
    public const bool ForgetsPolicies = false;
    public const bool KeepsDroppedMembers = false;
    public const bool CountsDrains = false;
    public const bool SuspendsForever = false;
    public const bool ReleasesClaims = false;
    public const bool AcceptsStaleNacks = false;
    public const bool ReplayForgetsDelays = false;
    public const bool SnapshotForgetsDelays = false;
    public const bool LosesRetryTimer = false;
    public const bool RetriesByMachineClock = false;
    public const bool MixesNacks = false;
    public const bool LosesCreditWhileClaiming = false;
    public const bool PurgesByAgeAlone = false;
    public const bool PurgesAtOnce = false;
    public const bool LogWaitsForGroups = false;
#endif
}
