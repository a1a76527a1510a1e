using ActorMQ.Client;
using ActorMQ.Cmd.Verify;

namespace ActorMQ.Cmd.Tests.Verify;

public sealed class Logs
{
    private const string Head = "actormq-verify 1 orders seed 7 count 10 keys 2 size 40";

    [Fact]
    public void What_is_written_is_read_back()
    {
        var plan = new VerifyPlan("orders", Seed: 7, Count: 10, Keys: 2, Size: 40);
        using var text = new StringWriter { NewLine = "\n" };
        VerifyLog log = VerifyLog.Begin(text, plan, new VerifyLedger(plan));
        log.Acknowledged(0, 3, 17);
        log.Failed(1, new ActorMQException("AMQ-3011", "Late.", "Wait.", null));
        Assert.Equal($"{Head}\n0 3 17\n1 AMQ-3011\n", text.ToString());

        (VerifyPlan read, VerifyLedger ledger) = VerifyLog.Read(new StringReader(text.ToString()));

        Assert.Equal(plan, read);
        Assert.Equal((1, 1), (ledger.Missing, ledger.Failed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("actormq-verify 2 orders seed 7 count 10 keys 2 size 40")]
    [InlineData("actormq-verify 1 orders seed 7 count 20000001 keys 2 size 40")]
    [InlineData("actormq-verify 1 orders seed 7 count 10 keys 0 size 40")]
    [InlineData("actormq-verify 1 orders seed 7 count 10 keys 2 size 15")]
    [InlineData("actormq-verify 1 orders seed -7 count 10 keys 2 size 40")]
    public void Another_file_is_refused(string head) =>
        Assert.Throws<InvalidDataException>(() => VerifyLog.Read(new StringReader(head)));

    [Theory]
    [InlineData("10 0 0")]
    [InlineData("-1 0 0")]
    [InlineData("0 0 x")]
    [InlineData("0 0 0 0")]
    [InlineData("x")]
    public void A_line_that_is_not_of_it_is_named(string line)
    {
        var refused = Assert.Throws<InvalidDataException>(
            () => VerifyLog.Read(new StringReader($"{Head}\n0 0 0\n{line}\n")));
        Assert.Contains("Line 3", refused.Message, StringComparison.Ordinal);
    }
}
