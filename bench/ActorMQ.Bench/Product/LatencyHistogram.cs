using System.Numerics;

namespace ActorMQ.Bench.Product;

/// <summary>Counts durations in buckets whose width grows with the duration: within 3 % of each. Thread-safe.</summary>
public sealed class LatencyHistogram
{
    private const int StepBits = 5;
    private const int Steps = 1 << StepBits;

    private readonly long[] counts = new long[64 << StepBits];
    private long total;

    /// <summary>How many it has counted.</summary>
    public long Count => Volatile.Read(ref total);

    /// <summary>Counts a duration, in nanoseconds; less than nothing counts as nothing.</summary>
    public void Add(long nanoseconds)
    {
        Interlocked.Increment(ref counts[BucketOf(Math.Max(0, nanoseconds))]);
        Interlocked.Increment(ref total);
    }

    /// <summary>
    /// The duration, in microseconds, that a <paramref name="share"/> of all stays within; null: none counted.
    /// </summary>
    public double? Microseconds(double share)
    {
        long rank = (long)Math.Ceiling(Count * share);
        long seen = 0;
        for (int bucket = 0; bucket < counts.Length && rank > 0; bucket++)
        {
            seen += counts[bucket];
            if (seen >= rank)
                return EndOf(bucket) / 1000.0;
        }
        return null;
    }

    private static int BucketOf(long value)
    {
        int shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - StepBits);
        return (shift << StepBits) + (int)(value >> shift);
    }

    // Below 2 * Steps buckets are one wide; then each Steps buckets double.
    private static double EndOf(int bucket)
    {
        int shift = Math.Max(0, (bucket >> StepBits) - 1);
        long top = bucket - ((long)shift << StepBits);
        return ((top + 1.0) * Math.Pow(2, shift)) - 1;
    }
}
