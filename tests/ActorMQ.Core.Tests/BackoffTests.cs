using ActorMQ.Core.Groups;

namespace ActorMQ.Core.Tests;

public sealed class BackoffTests
{
    private const long Wall = 1_700_000_000_123;

    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(2, 2_000)]
    [InlineData(5, 16_000)]
    [InlineData(10, 512_000)]
    [InlineData(11, 600_000)]
    [InlineData(255, 600_000)]
    public void Each_attempt_doubles_the_wait_up_to_its_bound(int attempt, int delayMs)
    {
        var policy = GroupPolicy.Default with { JitterPercent = 0, AttemptLimit = 0 };
        var time = Backoff.After(policy, attempt, Wall);
        Assert.Equal(1, time.Steps);
        Assert.InRange(time.FirstMs - Wall, delayMs, delayMs + (delayMs / 8));
    }

    [Fact]
    public void The_last_attempt_of_a_group_without_dead_letters_waits_longest()
    {
        var policy = new GroupPolicy { AttemptLimit = 3, JitterPercent = 0, DeadLetter = GroupPolicy.Off };
        Assert.InRange(Backoff.After(policy, 3, Wall).FirstMs - Wall, 600_000, 675_000);
    }

    [Fact]
    public void Any_policy_spreads_within_its_jitter_and_an_eighth()
    {
        var random = new Random(8);
        for (var round = 0; round < 20_000; round++)
        {
            var policy = AnyPolicy(random);
            var (attempt, offset) = (random.Next(1, 40), random.NextInt64(1L << 40));
            var delayMs = Math.Min(
                policy.BackoffMaxMs, policy.BackoffMinMs * Math.Pow(policy.BackoffFactor / 100.0, attempt - 1));
            var time = Backoff.After(policy, attempt, Wall);
            var waitMs = time.Of(offset, attempt) - Wall;
            // Whole milliseconds are lost at each attempt.
            var jitterMs = delayMs * policy.JitterPercent / 100;
            var highMs = delayMs + jitterMs + Math.Max(64, delayMs / 8) + 1;
            Assert.InRange(waitMs, ((delayMs - jitterMs) * 0.9) - attempt, highMs);
            Assert.InRange(time.Steps, 1, RetryTime.StepsMax);
            Assert.InRange(time.Of(offset, attempt), time.FirstMs, time.LastMs);
            Assert.Equal(0, time.FirstMs % time.StepMs);
        }
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(999, 16)]
    [InlineData(1_000, 64)]
    [InlineData(60_000, 4_096)]
    [InlineData(Limits.RetryDelayMsMax, 67_108_864)]
    public void A_delay_that_was_asked_for_is_never_cut_and_rounded_up_by_a_step(int delayMs, int stepMs)
    {
        var time = Backoff.Exactly(delayMs, Wall);
        Assert.Equal((stepMs, 1), (time.StepMs, time.Steps));
        Assert.InRange(time.FirstMs - Wall, delayMs, delayMs + stepMs - 1);
    }

    [Fact]
    public void No_delay_is_at_once() => Assert.Equal(RetryTime.AtOnce, Backoff.Exactly(0, Wall));

    [Fact]
    public void The_end_of_time_is_not_passed()
    {
        var time = Backoff.After(GroupPolicy.Default with { JitterPercent = 50 }, 9, Limits.OffsetMax);
        Assert.InRange(time.LastMs, Limits.OffsetMax - 1_000_000, Limits.OffsetMax);
    }

    [Fact]
    public void Neighbours_share_a_step_and_blocks_spread_over_all()
    {
        var time = new RetryTime(1_000, 100, 5);
        var used = new HashSet<long>();
        for (var block = 0; block < 100; block++)
        {
            var dueMs = time.Of(block * 64, 3);
            used.Add(dueMs);
            Assert.All(Enumerable.Range(0, 64), place => Assert.Equal(dueMs, time.Of((block * 64) + place, 3)));
        }

        Assert.Equal([1_000, 1_100, 1_200, 1_300, 1_400], used.Order());
    }

    [Fact]
    public void Which_step_never_changes() => Assert.Equal(
        [500, 500, 600, 700, 800],
        Enumerable.Range(0, 5).Select(block => new RetryTime(500, 100, 4).Of(block * 64, block)));

    private static GroupPolicy AnyPolicy(Random random)
    {
        var minMs = random.Next(0, 5) == 0 ? random.Next(64, 900) : random.Next(1_000, 100_000);
        return new GroupPolicy
        {
            AttemptLimit = 0,
            BackoffMinMs = minMs,
            BackoffMaxMs = random.Next(minMs, Limits.RetryDelayMsMax),
            BackoffFactor = random.Next(100, 400),
            JitterPercent = random.Next(0, 51),
        };
    }
}
