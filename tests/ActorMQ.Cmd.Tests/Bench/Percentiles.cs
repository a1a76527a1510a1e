using ActorMQ.Cmd.Bench;

namespace ActorMQ.Cmd.Tests.Bench;

public sealed class Percentiles
{
    private static readonly double[] Shares = [0.0001, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 0.99999, 1];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 200)]
    [InlineData(1_000, 10_000)]
    [InlineData(5_000, 1_000_000_000)]
    [InlineData(20_000, LatencyHistogram.ValueMax)]
    public void Are_those_of_a_sorted_list_or_up_to_one_128th_higher(int count, long valueMax)
    {
        var random = new Random(count);
        long[] values = [.. Enumerable.Range(0, count).Select(_ => Skewed(random, valueMax))];
        var histogram = new LatencyHistogram();
        foreach (long value in values)
            histogram.Record(value);

        Array.Sort(values);
        foreach (double share in Shares)
        {
            long exact = values[Math.Max(0, (int)Math.Ceiling(share * count) - 1)];
            Assert.InRange(histogram.Percentile(share), exact, exact + exact / 128);
        }
    }

    [Fact]
    public void Of_two_histograms_added_are_those_of_all_values_in_one()
    {
        var random = new Random(3);
        var (all, left, right) = (new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());
        for (int i = 0; i < 5_000; i++)
        {
            long value = Skewed(random, 1L << 33);
            all.Record(value);
            (i % 3 == 0 ? left : right).Record(value);
        }

        left.Add(right);

        Assert.Equal(all.Count, left.Count);
        Assert.All(Shares, share => Assert.Equal(all.Percentile(share), left.Percentile(share)));
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, 0)]
    [InlineData(127, 127)]
    [InlineData(128, 128)]
    [InlineData(LatencyHistogram.ValueMax, LatencyHistogram.ValueMax)]
    [InlineData(long.MaxValue, LatencyHistogram.ValueMax)]
    public void Of_a_single_value_are_the_value_within_the_limits(long recorded, long told)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(recorded);
        Assert.All(Shares, share => Assert.Equal(told, histogram.Percentile(share)));
    }

    [Fact]
    public void Of_nothing_are_0() => Assert.Equal(0, new LatencyHistogram().Percentile(0.99));

    // As latencies are: most of them small, a few that are far out.
    private static long Skewed(Random random, long max) => (long)(max * Math.Pow(random.NextDouble(), 8));
}
