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
        Checkpoint(100);
        for (int checkpoint = 0; checkpoint < LogLength.LookAgain; checkpoint++)
        {
            Assert.Equal(Short, length.Bytes);
            Checkpoint(7);
        }
    }

    [Fact]
    public void A_short_log_that_costs_much_more_is_given_up_and_not_tried_again()
    {
        Checkpoint(16);
        for (int checkpoint = 0; checkpoint < LogLength.Trial; checkpoint++)
        {
            Assert.Equal(Short, length.Bytes);
            Checkpoint(5);
        }

        for (int checkpoint = 0; checkpoint < 1_000; checkpoint++)
        {
            Assert.Equal(BytesMax, length.Bytes);
            Checkpoint(16 + checkpoint % 3);
        }
    }

    [Fact]
    public void A_short_log_is_tried_again_when_a_long_one_has_become_dear()
    {
        Refuse(16);
        Checkpoint(100);
        Assert.Equal(Short, length.Bytes);
    }

    [Fact]
    public void One_dear_log_does_not_keep_a_short_one_away_for_ever()
    {
        Refuse(200);
        for (int checkpoint = 0; checkpoint < 100; checkpoint++)
            Checkpoint(16);
        Checkpoint(100);
        Assert.Equal(Short, length.Bytes);
    }

    [Fact]
    public void A_long_log_is_looked_at_again_after_many_short_ones()
    {
        Checkpoint(100);
        for (int checkpoint = 0; checkpoint < LogLength.LookAgain; checkpoint++)
            Checkpoint(7);
        Assert.Equal(BytesMax, length.Bytes);
        Checkpoint(3);
        Assert.Equal(BytesMax, length.Bytes);
    }

    private void Refuse(int longMs)
    {
        Checkpoint(longMs);
        for (int checkpoint = 0; checkpoint < LogLength.Trial; checkpoint++)
            Checkpoint(longMs);
        Assert.Equal(BytesMax, length.Bytes);
    }

    private void Checkpoint(int pauseMs) => length.Note(TimeSpan.FromMilliseconds(pauseMs), length.Bytes);
}
