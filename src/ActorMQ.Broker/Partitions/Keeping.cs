using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Core.Topics;
using ActorMQ.Journal;
using ActorMQ.Records;

namespace ActorMQ.Broker.Partitions;

/// <summary>How far one partition's batches may go: by what its groups have settled, by age, and by size.</summary>
/// <remarks>
/// A queue whose groups settle and whose topic keeps nothing longer needs no look at ages, nor does an empty partition:
/// those have no timer.
/// </remarks>
internal sealed class Keeping(
    NodeContext node, Partition machine, TopicSettings settings, long keptFrom, IActorContext context)
{
    private static readonly TimeSpan LookEarly = TimeSpan.FromMilliseconds(50);
    private const long LookMsMin = 1_000;
    private const long LookMsMax = 60_000;

    private TopicSettings settings = settings;
    private bool isLooking;

    /// <summary>The lowest offset that is still needed.</summary>
    public long Floor => IsByAge ? Math.Min(KeptFrom, LowestMove) : machine.PurgeFloor;

    /// <summary>Batches below were kept long enough; they may be gone.</summary>
    public long KeptFrom { get; private set; } = keptFrom;

    /// <summary>Whether there is something that only an append lets go.</summary>
    public bool HasNews { get; private set; }

    /// <summary>When ages are worth a look again; null: they are of no interest.</summary>
    public TimeSpan? LookIn
    {
        get
        {
            if (!IsByAge || isLooking || KeptFrom >= machine.DurableOffset)
                return null;
            long keepMs = IsByAgeAlone ? settings.RetentionMs : settings.PurgeAfterMs;
            bool isForEver = IsByAgeAlone && keepMs == 0 && settings.RetentionBytes == 0;
            if (isForEver)
                return null;
            if (node.Runtime.Rarely("keeping: look early"))
                return LookEarly;
            return TimeSpan.FromMilliseconds(keepMs == 0 ? LookMsMax : Math.Clamp(keepMs / 4, LookMsMin, LookMsMax));
        }
    }

    private bool IsLog => machine.Options.Kind == TopicKind.Log;

    private bool HasNoGroup => machine.Groups.Count == 0;

    /// <summary>Whether no group has a say in it.</summary>
    private bool IsByAgeAlone => IsLog || HasNoGroup;

    private bool IsByAge => IsByAgeAlone || (settings.PurgeAfterMs > 0 && !Mutants.PurgesAtOnce);

    private long LowestMove
    {
        get
        {
            long lowest = long.MaxValue;
            foreach (Group group in machine.Groups)
                lowest = Math.Min(lowest, group.LowestMove);
            return lowest;
        }
    }

    /// <summary>The topic's settings are others from here on.</summary>
    public void Set(TopicSettings changed) => settings = changed;

    /// <summary>A group does not begin below what is kept.</summary>
    public void Begin(Group group)
    {
        if (group.Floor < KeptFrom)
            group.SkipBelow(KeptFrom);
    }

    /// <summary>Looks in the journal for what is too old or too much.</summary>
    public void Look()
    {
        if (isLooking || !IsByAge)
            return;
        isLooking = true;
        ExpiryRule rule = RuleAt(node.Clock.MachineMs);
        context.LookInJournal(() => new ExpiryFound(node.Journal.FindExpired(machine.Id, rule)));
    }

    /// <summary>That was found: groups of a log move on, whatever they had settled.</summary>
    public void OnFound(ExpiryFound found)
    {
        isLooking = false;
        // Since it was asked, the first group may have come.
        bool isFree = IsByAgeAlone || Mutants.PurgesByAgeAlone;
        long below = Math.Min(found.Below, isFree ? machine.DurableOffset : machine.PurgeFloor);
        if (below <= KeptFrom || !IsByAge)
            return;
        KeptFrom = below;
        HasNews = true;
        foreach (Group group in IsLog && !Mutants.LogWaitsForGroups ? machine.Groups : [])
            Begin(group);
    }

    /// <summary>
    /// An append takes the news along: what is below the floor may be gone, whatever groups there will be.
    /// </summary>
    public void Sent()
    {
        HasNews = false;
        KeptFrom = Math.Max(KeptFrom, Floor);
    }

    private ExpiryRule RuleAt(long wallMs)
    {
        if (IsLog)
            return ExpiryRule.OfLog(settings, wallMs);
        return HasNoGroup
            ? ExpiryRule.OfQueueWithoutGroup(settings, wallMs)
            : ExpiryRule.OfQueue(settings, machine.PurgeFloor, wallMs);
    }
}
