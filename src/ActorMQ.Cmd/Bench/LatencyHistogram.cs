using System.Diagnostics;
using System.Numerics;

namespace ActorMQ.Cmd.Bench;

/// <summary>Counts latencies in buckets that widen with the value: percentiles are at most 1/128 too high.</summary>
/// <remarks>
/// Values below 128 ns have a bucket each; above, every doubling is cut into 128 buckets of equal width. Written by
/// one loop at a time. 36 KiB, however much is recorded.
/// </remarks>
internal sealed class LatencyHistogram
{
    private const int FineBits = 7;
    private const int FineCount = 1 << FineBits;
    private const int ValueBits = 42;

    /// <summary>Nanoseconds, 73 minutes: longer latencies count as this one.</summary>
    public const long ValueMax = (1L << ValueBits) - 1;

    private readonly long[] counts = new long[(ValueBits - FineBits + 1) * FineCount];
    private long max;

    /// <summary>How many values were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>Counts the time between two ticks of <see cref="Stopwatch"/>.</summary>
    public void RecordTicks(long from, long to) =>
        Record((long)((to - from) * (1e9 / Stopwatch.Frequency)));

    /// <summary>Counts a latency in nanoseconds; a negative one counts as 0.</summary>
    public void Record(long nanoseconds)
    {
        long value = Math.Clamp(nanoseconds, 0, ValueMax);
        counts[BucketOf(value)]++;
        max = Math.Max(max, value);
        Count++;
    }

    /// <summary>Counts all that <paramref name="other"/> has counted.</summary>
    public void Add(LatencyHistogram other)
    {
        for (int bucket = 0; bucket < counts.Length; bucket++)
            counts[bucket] += other.counts[bucket];
        max = Math.Max(max, other.max);
        Count += other.Count;
    }

    /// <summary>
    /// Nanoseconds that at least <paramref name="share"/> of all values do not exceed; 0 when there are none.
    /// </summary>
    /// <param name="share">Above 0, up to 1.</param>
    public long Percentile(double share)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        long passed = 0;
        for (int bucket = 0; bucket < counts.Length; bucket++)
        {
            passed += counts[bucket];
            if (passed >= rank)
                return Math.Min(HighestOf(bucket), max);
        }
        return max;
    }

    private static int BucketOf(long value)
    {
        int shift = Math.Max(0, BitOperations.Log2((ulong)value) - FineBits);
        return (shift << FineBits) + (int)(value >> shift);
    }

    private static long HighestOf(int bucket)
    {
        int shift = Math.Max(0, (bucket >> FineBits) - 1);
        long fine = bucket - ((long)shift << FineBits);
        return ((fine + 1) << shift) - 1;
    }
}
