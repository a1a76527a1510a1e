using System.Globalization;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Tests.Transcripts;

/// <summary>How long ago something was, as a screen shows it.</summary>
public sealed class Ages
{
    [Theory]
    [InlineData("-00:00:05", "0s")]
    [InlineData("00:00:00.9", "0s")]
    [InlineData("00:00:59.9", "59s")]
    [InlineData("00:01:00", "1m 0s")]
    [InlineData("00:59:59", "59m 59s")]
    [InlineData("01:00:00", "1h 0m")]
    [InlineData("23:59:59", "23h 59m")]
    [InlineData("1.00:00:00", "1d 0h")]
    [InlineData("400.05:00:00", "400d 5h")]
    public void Two_figures_are_enough(string age, string shown) =>
        Assert.Equal(shown, Age.Of(TimeSpan.Parse(age, CultureInfo.InvariantCulture)));

    [Fact]
    public void Elsewhere_than_on_a_screen_a_time_is_a_time()
    {
        var time = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.FromHours(1));
        var pipe = new Terminal(TextWriter.Null, TextWriter.Null, TextReader.Null, false, false, 120);

        Assert.Equal("2026-01-31 11:00:00Z", pipe.TimeOf(time));
        Assert.Equal("", pipe.TimeOf(null));
        Assert.Equal("2h 0m", (pipe with { IsScreen = true, Now = () => time.AddHours(2) }).TimeOf(time));
    }
}
