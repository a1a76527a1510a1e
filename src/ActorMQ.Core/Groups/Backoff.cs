using System.Numerics;

namespace ActorMQ.Core.Groups;

/// <summary>
/// How long a record waits before it is tried again. Times are rounded up to steps of a power of two, at most an eighth
/// of the delay, so that however many records wait, they share few due times.
/// </summary>
internal static class Backoff
{
    // Below a second, callers who asked for a delay get it within this.
    private const int FineStepMs = 16;
    private const int StepMsMin = 64;
    private const int FineDelayMsMax = 1_000;

    /// <summary>The delay of a policy after an attempt, with its jitter.</summary>
    public static RetryTime After(GroupPolicy policy, int attempt, long wallMs)
    {
        var delayMs = policy.IsAtLimit(attempt) ? policy.BackoffMaxMs : DelayMs(policy, attempt);
        var jitterMs = delayMs * policy.JitterPercent / 100;
        return Between(delayMs - jitterMs, delayMs + jitterMs, wallMs);
    }

    /// <summary>A delay that was asked for, without jitter.</summary>
    public static RetryTime Exactly(long delayMs, long wallMs) => Between(delayMs, delayMs, wallMs);

    private static long DelayMs(GroupPolicy policy, int attempt)
    {
        long delayMs = policy.BackoffMinMs;
        for (var counted = 1; counted < attempt && delayMs < policy.BackoffMaxMs; counted++)
            delayMs = delayMs * policy.BackoffFactor / GroupPolicy.FactorUnit;
        return Math.Min(delayMs, policy.BackoffMaxMs);
    }

    private static RetryTime Between(long fromMs, long toMs, long wallMs)
    {
        if (toMs <= 0)
            return RetryTime.AtOnce;
        var stepMs = StepMs((fromMs + toMs) / 2);
        var steps = 1 + (int)((toMs - fromMs) / stepMs);
        var latestMs = Limits.OffsetMax - ((long)stepMs * steps);
        var firstMs = (Math.Min(latestMs, wallMs + fromMs) + stepMs - 1) / stepMs * stepMs;
        return new RetryTime(firstMs, stepMs, steps);
    }

    private static int StepMs(long delayMs)
    {
        if (delayMs < FineDelayMsMax)
            return FineStepMs;
        return (int)Math.Max(StepMsMin, 1L << BitOperations.Log2((ulong)delayMs / 8));
    }
}
