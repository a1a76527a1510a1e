using ActorMQ.Journal.Sqlite;

namespace ActorMQ.Journal.Tests;

public sealed class LogLengths
{
    private const long BytesMax = 64 << 20;
    private const long Short = BytesMax / LogLength.ShortPart;

    private readonly LogLength length = new(BytesMax);

    [Fact]
    public void A_log_is_long_while_its_checkpoints_are_quick()
    {
        for (int checkpoint = 0; checkpoint < 100; checkpoint++)
            Checkpoint(4);
        Assert.Equal(BytesMax, length.Bytes);
    }

    [Fact]
    public void A_log_whose_pages_are_all_copied_is_kept_short()
    {
        FindLong(100);
        for (int checkpoint = 0; checkpoint < LogLength.ShortsMax; checkpoint++)
        {
            Assert.Equal(Short, length.Bytes);
            Checkpoint(6, everyMs: 10);
        }
    }

    [Fact]
    public void A_short_log_that_costs_much_more_is_given_up_and_seldom_tried_again()
    {
        FindLong(16);
        TryShortInVain();
        int[] waits = [4, 8, 16, LogLength.LongsMax, LogLength.LongsMax];
        foreach (int wait in waits)
        {
            for (int checkpoint = 0; checkpoint < wait; checkpoint++)
            {
                Assert.Equal(BytesMax, length.Bytes);
                Checkpoint(16);
            }
            TryShortInVain();
        }
    }

    [Fact]
    public void A_short_log_that_costs_much_more_is_kept_while_that_is_little_of_the_time()
    {
        FindLong(16);
        for (int checkpoint = 0; checkpoint < 10 * LogLength.Trial; checkpoint++)
            Checkpoint(5, everyMs: 100);
        Assert.Equal(Short, length.Bytes);
        for (int checkpoint = 0; checkpoint < LogLength.Trial; checkpoint++)
            Checkpoint(5, everyMs: 20);
        Assert.Equal(BytesMax, length.Bytes);
    }

    [Fact]
    public void A_short_log_is_tried_again_soon_when_a_long_one_has_become_dear()
    {
        FindLong(16);
        TryShortInVain();
        FindLong(100);
        Assert.Equal(Short, length.Bytes);
    }

    [Fact]
    public void A_short_log_that_was_good_once_is_tried_again_soon()
    {
        FindLong(100);
        for (int checkpoint = 0; checkpoint < LogLength.Trial; checkpoint++)
            Checkpoint(6, everyMs: 1_000);
        for (int checkpoint = 0; checkpoint < LogLength.Trial; checkpoint++)
            Checkpoint(1_000, everyMs: 1_000);
        FindLong(100);
        Assert.Equal(Short, length.Bytes);
    }

    [Fact]
    public void A_long_log_is_looked_at_again_after_many_short_ones()
    {
        FindLong(100);
        for (int checkpoint = 0; checkpoint < LogLength.ShortsMax; checkpoint++)
            Checkpoint(7);
        Assert.Equal(BytesMax, length.Bytes);
        Checkpoint(3);
        Assert.Equal(BytesMax, length.Bytes);
    }

    [Fact]
    public void A_long_wait_that_comes_once_changes_nothing()
    {
        Checkpoint(4);
        Checkpoint(100);
        Checkpoint(4);
        Assert.Equal(BytesMax, length.Bytes);
    }

    // The first one alone says little.
    private void FindLong(int pauseMs)
    {
        for (int checkpoint = 0; checkpoint < 2; checkpoint++)
        {
            Assert.Equal(BytesMax, length.Bytes);
            Checkpoint(pauseMs);
        }
    }

    private void TryShortInVain()
    {
        for (int checkpoint = 0; checkpoint < LogLength.Trial; checkpoint++)
        {
            Assert.Equal(Short, length.Bytes);
            Checkpoint(5, everyMs: 10);
        }
        Assert.Equal(BytesMax, length.Bytes);
    }

    private void Checkpoint(int pauseMs, int everyMs = 1_000) => length.Note(
        TimeSpan.FromMilliseconds(pauseMs), length.Bytes, TimeSpan.FromMilliseconds(everyMs));
}
