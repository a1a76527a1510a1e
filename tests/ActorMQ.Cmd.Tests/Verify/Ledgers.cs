using ActorMQ.Cmd.Verify;

namespace ActorMQ.Cmd.Tests.Verify;

public sealed class Ledgers
{
    private static readonly VerifyPlan Plan = new("orders", Seed: 7, Count: 10, Keys: 2, Size: 40);

    private readonly VerifyLedger ledger = new(Plan);

    [Fact]
    public void What_was_acknowledged_and_did_not_come_is_lost()
    {
        ledger.Acknowledged(0, partition: 3, offset: 0);
        ledger.Acknowledged(2, partition: 3, offset: 1);
        ledger.Delivered(0, partition: 3, offset: 0, isWhole: true);

        Assert.Equal(1, ledger.Missing);
        Assert.Equal(new VerifyRow(3, 2, 1, Lost: 1, 0, 0, 0, 0), Assert.Single(ledger.Rows()));
    }

    [Fact]
    public void A_message_at_two_offsets_stands_in_the_log_twice()
    {
        ledger.Acknowledged(0, partition: 3, offset: 5);
        ledger.Delivered(0, partition: 3, offset: 4, isWhole: true);
        ledger.Delivered(0, partition: 3, offset: 5, isWhole: true);

        Assert.Equal(new VerifyRow(3, 1, 1, Lost: 0, Duplicated: 1, 0, 0, 0), Assert.Single(ledger.Rows()));
    }

    [Fact]
    public void Another_offset_is_seen_whichever_comes_first()
    {
        ledger.Delivered(0, partition: 3, offset: 4, isWhole: true);
        ledger.Acknowledged(0, partition: 3, offset: 5);

        Assert.Equal(1, Assert.Single(ledger.Rows()).Duplicated);
        Assert.Equal(0, ledger.Missing);
    }

    [Fact]
    public void The_same_offset_again_is_a_redelivery()
    {
        ledger.Delivered(0, partition: 3, offset: 4, isWhole: true);
        ledger.Acknowledged(0, partition: 3, offset: 4);
        ledger.Delivered(0, partition: 3, offset: 4, isWhole: true);

        Assert.Equal(new VerifyRow(3, 1, 1, 0, 0, 0, 0, Redelivered: 1), Assert.Single(ledger.Rows()));
    }

    [Fact]
    public void Order_is_that_of_a_key()
    {
        ledger.Delivered(2, partition: 3, offset: 2, isWhole: true);
        ledger.Delivered(1, partition: 3, offset: 1, isWhole: true);
        Assert.Equal(0, Assert.Single(ledger.Rows()).Reordered);

        ledger.Delivered(0, partition: 3, offset: 0, isWhole: true);
        Assert.Equal(1, Assert.Single(ledger.Rows()).Reordered);
    }

    [Fact]
    public void What_is_not_whole_has_not_arrived()
    {
        ledger.Acknowledged(0, partition: 3, offset: 0);
        ledger.Delivered(0, partition: 3, offset: 0, isWhole: false);

        Assert.Equal(new VerifyRow(3, 1, 0, Lost: 1, 0, 0, Corrupt: 1, 0), Assert.Single(ledger.Rows()));
    }
}
