using ActorMQ.Cmd.Bench;

namespace ActorMQ.Cmd.Tests.Bench;

/// <summary>What <c>pbm bench</c> can be asked for, and what it says to the rest.</summary>
public sealed class Arguments
{
    [Theory]
    [InlineData("--partitions", "0", "1 to 1024")]
    [InlineData("--partitions", "1025", "1 to 1024")]
    [InlineData("--size", "0", "1 to 4194304")]
    [InlineData("--size", "4194305", "1 to 4194304")]
    [InlineData("--seconds", "0.09", "0.1 to 86400")]
    [InlineData("--seconds", "86401", "0.1 to 86400")]
    [InlineData("--seconds", "NaN", "0.1 to 86400")]
    [InlineData("--rate", "-1", "0 to 10000000")]
    [InlineData("--rate", "10000001", "0 to 10000000")]
    [InlineData("--window", "0", "1 to 1048576")]
    [InlineData("--window", "1048577", "1 to 1048576")]
    [InlineData("--clients", "0", "1 to 64")]
    [InlineData("--clients", "65", "1 to 64")]
    public async Task Outside_their_limits_are_named_with_the_limit(string option, string value, string limit)
    {
        PbmRun run = await PbmRun.OfAsync(Cancellation, "bench", option, value);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Matches($@"^pbm: {option} {value}: give (a whole number|seconds) from {limit}\.\n", run.Error);
    }

    [Theory]
    [InlineData("--size", "much")]
    [InlineData("--seconds", "long")]
    [InlineData("--window", "1.5")]
    public async Task That_are_no_numbers_are_named(string option, string value)
    {
        PbmRun run = await PbmRun.OfAsync(Cancellation, "bench", option, value);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
        Assert.Contains(value, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Partitions_are_not_for_a_topic_that_exists()
    {
        PbmRun run = await PbmRun.OfAsync(Cancellation, "bench", "--topic", "orders", "--partitions", "4");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--partitions", run.Error, StringComparison.Ordinal);
        Assert.Contains("--topic", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_without_room_for_the_stamp_is_raised_with_a_remark()
    {
        var remarks = new List<string>();
        BenchSettings fitted = new BenchSettings { Size = 15 }.Fitted(remarks.Add);

        Assert.Equal(new BenchSettings { Size = 16 }, fitted);
        Assert.Equal("--size 15: raised to 16 bytes, to carry the send time.", Assert.Single(remarks));
    }

    [Theory]
    [InlineData(32_768, 8_192, 1, 8_192)]
    [InlineData(32_769, 8_192, 1, 8_191)]
    [InlineData(32_768, 8_192, 2, 4_096)]
    [InlineData(BenchLimits.SizeMax, BenchLimits.WindowMax, BenchLimits.ClientsMax, 1)]
    public void A_window_of_more_bytes_than_memory_may_hold_is_lowered_with_a_remark(
        int size, int window, int clients, int fitting)
    {
        var remarks = new List<string>();
        var settings = new BenchSettings { Size = size, Window = window, Clients = clients };

        Assert.Equal(settings with { Window = fitting }, settings.Fitted(remarks.Add));
        Assert.Equal(window == fitting ? 0 : 1, remarks.Count);
        Assert.All(remarks, remark => Assert.StartsWith($"--window {window}: lowered to {fitting},", remark));
    }

    [Fact]
    public void Within_their_limits_stay_as_they_are()
    {
        var settings = new BenchSettings { Size = 16, Window = BenchLimits.WindowMax };
        Assert.Same(settings, settings.Fitted(static remark => Assert.Fail(remark)));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
