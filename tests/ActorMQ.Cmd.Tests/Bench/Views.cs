using ActorMQ.Client;
using ActorMQ.Cmd.Bench;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Tests.Bench;

/// <summary>What <c>pbm bench</c> writes, from fixed figures.</summary>
public sealed class Views
{
    private static readonly BenchFigures ClosedLoop = new(
        Sent: 1_234_567, Received: 1_234_565, MessagesPerSecond: 123_456, MegabytesPerSecond: 12.3,
        SendP50Us: 812, SendP99Us: 2_345, SendP999Us: 10_240,
        EndToEndP50Us: 901, EndToEndP99Us: 3_456, EndToEndP999Us: 20_480,
        LateP99Us: null, Redelivered: 7, Lost: 2);

    private static readonly BenchFigures OpenLoop = ClosedLoop with { LateP99Us = 33 };

    [Fact]
    public void Of_a_closed_loop_as_a_table() => Assert.Equal(
        """
           sent  received  messages/s   MB/s  redelivered  lost
        1234567   1234565      123456  12.30            7     2

        microseconds  p50   p99  p99.9
        send          812  2345  10240
        end to end    901  3456  20480

        """, Written(ClosedLoop, OutputFormat.Table), ignoreLineEndingDifferences: true);

    [Fact]
    public void Of_an_open_loop_as_a_table() => Assert.Equal(
        """
           sent  received  messages/s   MB/s  redelivered  lost
        1234567   1234565      123456  12.30            7     2

        microseconds  p50   p99  p99.9
        send          812  2345  10240
        end to end    901  3456  20480
        sent late            33

        """, Written(OpenLoop, OutputFormat.Table), ignoreLineEndingDifferences: true);

    [Fact]
    public void Of_an_open_loop_as_json() => Assert.Equal(
        """
        {
          "sent": 1234567,
          "received": 1234565,
          "messagesPerSecond": 123456,
          "megabytesPerSecond": 12.3,
          "sendP50Us": 812,
          "sendP99Us": 2345,
          "sendP999Us": 10240,
          "endToEndP50Us": 901,
          "endToEndP99Us": 3456,
          "endToEndP999Us": 20480,
          "lateP99Us": 33,
          "redelivered": 7,
          "lost": 2
        }

        """, Written(OpenLoop, OutputFormat.Json), ignoreLineEndingDifferences: true);

    [Fact]
    public void Of_a_closed_loop_leave_out_how_late_was_sent() =>
        Assert.DoesNotContain("late", Written(ClosedLoop, OutputFormat.Json), StringComparison.Ordinal);

    [Fact]
    public void Say_at_first_all_that_decides_the_figures() => Assert.Equal(
        "bench: server 127.0.0.1:4053, topic bench-1 (made for this run, removed after it), partitions 8, "
        + "group bench-1, size 100 bytes, seconds 10, rate 0 (closed loop: latency counts from the send), "
        + "window 8192, clients 1",
        Header(new BenchSettings()));

    [Fact]
    public void Say_at_first_from_when_the_latency_of_an_open_loop_counts() => Assert.Contains(
        "rate 5000/s (open loop: latency counts from the intended send time)",
        Header(new BenchSettings { Rate = 5_000 }), StringComparison.Ordinal);

    [Fact]
    public void Say_at_first_what_becomes_of_the_topic()
    {
        Assert.Contains(" (made for this run, stays)", Header(new BenchSettings { Keep = true }));
        Assert.Contains(" (existing)", Header(new BenchSettings { Topic = "bench-1" }));
    }

    private static string Header(BenchSettings settings) => BenchViews.Header(
        new BenchPlan(settings, "bench-1", "bench-1", Run: 1),
        new TopicDescription("bench-1", 3, 8, "queue", DateTimeOffset.UnixEpoch),
        "127.0.0.1:4053");

    private static string Written(BenchFigures figures, OutputFormat format)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(output, TextWriter.Null, TextReader.Null, IsScreen: false, IsPerson: false, 120);
        terminal.Format = format;
        BenchViews.Write(terminal, figures);
        return output.ToString();
    }
}
