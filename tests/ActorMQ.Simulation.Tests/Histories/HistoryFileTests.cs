using System.Text;
using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Tests.Histories;

public sealed class HistoryFileTests
{
    private static readonly HistoryEvent[] OneOfEach =
    [
        new TopicTold("t", 1, 2, true, 3, 4, 5),
        new GroupTold("g", "t", 1, 2, 3, 4, 5, "d"),
        new GroupDropped("g"),
        new LetterCame("g", 1, 2, 3, new LetterOrigin("h", 4, 5, 6, "cause", "reason"), true),
        new StoreRecord(1, 2, 3, 4, 5, 6, 7, 8, new LetterOrigin("h", 4, 5, 6, "cause", "reason"), 9, "g", 10),
        new SendBegan(1, 2, "t", "a \"key\"\n", uint.MaxValue) { AtUs = 1 },
        new SendBegan(1, 3, "t", null, 0) { AtUs = long.MaxValue },
        new SendEnded(2, SendEnd.Acked, 3, long.MaxValue, true, null),
        new SendEnded(2, SendEnd.Unknown, 0, 0, false, "code"),
        new DeliveryCame("g", 1, 2, 3, 4, 5, 6),
        new SettleBegan("g", 1, 2, 3, 4, SettleKind.Nack, 5, "reason"),
        new SettleBegan("g", 1, 2, 3, 4, SettleKind.Ack, -1, null),
        new SettlesFlushed("g", 1, 2),
        new ConsumerChanged("g", 1, true, false),
        new LinkLost("g", 1),
        new StoreAcquired(1, 2, 3, 4),
        new StoreAppended(1, 2, 3, 4, 5),
        new StoreRecord(1, 2, 3, ulong.MaxValue, 4, 5, 6, 7),
        new StorePurged(1, 2),
        new OwnerChanged(1, 2, OwnerChange.Killed),
        new FaultInjected("cut", "owner 1"),
        new Healed(),
        new GroupRead("g", 1, 2, 3),
        new GaugeRead(1, "name", 2, 3),
        new RunEnded(true),
    ];

    [Fact]
    public void Every_kind_of_event_is_in_the_test() => Assert.Equal(
        typeof(HistoryEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HistoryEvent))).ToHashSet(),
        OneOfEach.Select(e => e.GetType()).ToHashSet());

    [Fact]
    public void What_is_written_is_read()
    {
        using var file = new MemoryStream();
        HistoryFile.Write(file, OneOfEach);
        file.Position = 0;
        Assert.Equal(OneOfEach, HistoryFile.Read(file));
    }

    [Fact]
    public void A_line_is_readable() => Assert.Equal(
        """{"event":"storeAppended","atUs":7,"owner":1,"partition":2,"epoch":3,"sequence":4,"nextOffset":5}""",
        HistoryFile.Line(new StoreAppended(1, 2, 3, 4, 5) { AtUs = 7 }));

    [Fact]
    public void A_file_without_a_last_line_end_is_read() =>
        Assert.Equal([new Healed { AtUs = 1 }, new Healed { AtUs = 2 }], Read(Healed(1) + "\n" + Healed(2)));

    [Fact]
    public void An_empty_file_is_an_empty_history() => Assert.Empty(Read(""));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"event\":\"nothing\",\"atUs\":1}")]
    [InlineData("{\"event\":\"System.String\",\"atUs\":1}")]
    [InlineData("{\"event\":\"healed\"}")]
    [InlineData("{\"event\":\"healed\",\"atUs\":1,\"atUs\":2}")]
    [InlineData("{\"event\":\"healed\",\"atUs\":1,\"more\":2}")]
    [InlineData("{\"event\":\"healed\",\"atUs\":9223372036854775808}")]
    [InlineData("{\"event\":\"healed\",\"atUs\":1.5}")]
    [InlineData("{\"event\":\"runEnded\",\"atUs\":1}")]
    [InlineData("{\"event\":\"runEnded\",\"atUs\":1,\"isQuiet\":null}")]
    [InlineData("{\"event\":\"faultInjected\",\"atUs\":1,\"kind\":null,\"target\":\"x\"}")]
    [InlineData("{\"event\":\"faultInjected\",\"atUs\":1,\"kind\":{\"a\":{\"b\":{\"c\":{}}}},\"target\":\"x\"}")]
    [InlineData("{\"event\":\"ownerChanged\",\"atUs\":1,\"owner\":1,\"incarnation\":1,\"change\":0}")]
    [InlineData("{\"event\":\"ownerChanged\",\"atUs\":1,\"owner\":1,\"incarnation\":1,\"change\":\"x\"}")]
    public void A_line_that_is_no_event_is_named(string line)
    {
        var fault = Assert.Throws<HistoryFormatException>(() => Read(Healed(1) + "\n" + line + "\n" + Healed(2)));
        Assert.Equal(2, fault.Line);
        Assert.StartsWith("Line 2 ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_end_is_refused_before_it_is_read()
    {
        var fault = Assert.Throws<HistoryFormatException>(() => Read(Healed(1) + "\n" + new string(' ', 1_000_000)));
        Assert.Equal(2, fault.Line);
    }

    [Fact]
    public void A_line_that_is_a_little_too_long_is_refused() => Assert.Throws<HistoryFormatException>(
        () => Read(new string(' ', HistoryLines.LineBytesMax) + Healed(1) + "\n" + Healed(2)));

    [Fact]
    public void A_stream_that_gives_a_byte_at_a_time_is_read()
    {
        using var file = new MemoryStream();
        HistoryFile.Write(file, OneOfEach);
        Assert.Equal(OneOfEach, HistoryFile.Read(new Drip(file.ToArray())));
    }

    private static string Healed(long atUs) => HistoryFile.Line(new Healed { AtUs = atUs });

    private static List<HistoryEvent> Read(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return HistoryFile.Read(file);
    }

    private sealed class Drip(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));
    }
}
