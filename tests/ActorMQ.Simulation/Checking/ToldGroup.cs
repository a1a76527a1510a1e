using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking;

/// <summary>How a group treats failed deliveries, as far as it was told: any of it may hold.</summary>
internal sealed class ToldGroup
{
    private const int FactorUnit = 100;

    private readonly List<GroupTold> policies = [];

    /// <summary>A group that was told something.</summary>
    public ToldGroup(GroupTold first)
    {
        Topic = first.Topic;
        Add(first);
    }

    /// <summary>Its topic.</summary>
    public string Topic { get; }

    /// <summary>No attempt is higher; null: there is no limit.</summary>
    public int? AttemptsMax { get; private set; } = 1;

    /// <summary>No record is given up for its attempts before it has had so many.</summary>
    public int LimitMin { get; private set; } = int.MaxValue;

    /// <summary>Whether it may have dead letters.</summary>
    public bool MayHaveLetters { get; private set; }

    /// <summary>Whether it had dead letters all the time.</summary>
    public bool HadLetters { get; private set; } = true;

    /// <summary>Whether its dead letters may have gone to another topic meanwhile.</summary>
    public bool HasMovedLetters { get; private set; }

    /// <summary>Takes what was told in.</summary>
    public void Add(GroupTold told)
    {
        policies.Add(told);
        var isLimited = told.DeadLetter is not null && told.AttemptLimit != 0;
        AttemptsMax = isLimited && AttemptsMax is { } max ? Math.Max(max, told.AttemptLimit) : null;
        LimitMin = isLimited ? Math.Min(LimitMin, told.AttemptLimit) : LimitMin;
        MayHaveLetters |= told.DeadLetter is not null;
        HadLetters &= told.DeadLetter is not null;
        HasMovedLetters |= (told.DeadLetter ?? "") != (policies[0].DeadLetter ?? "");
    }

    /// <summary>The shortest wait, in milliseconds, after an attempt that failed.</summary>
    public long BackoffMs(int attempt)
    {
        var shortest = long.MaxValue;
        foreach (var policy in policies)
            shortest = Math.Min(shortest, BackoffMs(policy, attempt));
        return shortest;
    }

    private static long BackoffMs(GroupTold policy, int attempt)
    {
        long waitMs = policy.BackoffMinMs;
        for (var counted = 1; counted < attempt && waitMs < policy.BackoffMaxMs; counted++)
            waitMs = waitMs * policy.BackoffFactor / FactorUnit;
        waitMs = Math.Min(waitMs, policy.BackoffMaxMs);
        return waitMs - (waitMs * policy.JitterPercent / 100);
    }
}
