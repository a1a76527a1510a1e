namespace ActorMQ.Core.Groups;

/// <summary>
/// When the records of a returned range are ready again: at once, or each block of 64 offsets at one of a few steps.
/// Which step is a pure function of the block and its attempts, so that neighbours stay together, others spread out,
/// and a replay needs no chance.
/// </summary>
/// <param name="FirstMs">The first step: wall time in milliseconds; 0 means at once.</param>
/// <param name="StepMs">From one step to the next, in milliseconds.</param>
/// <param name="Steps">How many steps; 0 only when at once.</param>
public readonly record struct RetryTime(long FirstMs, int StepMs, int Steps)
{
    private const int BlockOffsets = 64;

    /// <summary>Steps that there may be: twice the largest jitter in the finest steps, and some room.</summary>
    internal const int StepsMax = 64;

    /// <summary>Ready again at once.</summary>
    public static RetryTime AtOnce => default;

    /// <summary>Whether it is at once.</summary>
    public bool IsAtOnce => FirstMs == 0;

    /// <summary>The latest of the steps.</summary>
    public long LastMs => FirstMs + ((long)StepMs * Math.Max(0, Steps - 1));

    /// <summary>When the block of <paramref name="offset"/> is due, of which so many attempts have counted.</summary>
    public long Of(long offset, int attempts) =>
        Steps <= 1 ? FirstMs : FirstMs + ((long)(Mix(offset / BlockOffsets, attempts) % (ulong)Steps) * StepMs);

    /// <summary>Where the offsets end that always share a step with this one.</summary>
    internal static long BlockEnd(long offset) => ((offset / BlockOffsets) + 1) * BlockOffsets;

    // The finalizer of SplitMix64. Stored states depend on it: it never changes.
    private static ulong Mix(long block, int attempts)
    {
        var hash = ((ulong)block << 8) ^ (ulong)attempts;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return hash ^ (hash >> 31);
    }
}
