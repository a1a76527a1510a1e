using ActorMQ.Broker.Commit;

namespace ActorMQ.Broker.Tests;

public sealed class PaceOfCatchingUp
{
    private const int WindowMs = 50;
    private const long AppendBytes = 100_000;

    private readonly CatchUpPace pace = new();
    private long nowMs = 1_000;

    [Fact]
    public void There_is_no_limit_without_senders()
    {
        for (int turn = 0; turn < 1_000; turn++)
            Assert.Equal(0, pace.Take(nowMs, out _));
    }

    [Fact]
    public void There_is_no_limit_while_appends_are_durable_soon()
    {
        Append(windows: 100, tookMs: 1);
        for (int turn = 0; turn < 1_000; turn++)
            Assert.Equal(0, pace.Take(nowMs, out _));
    }

    [Fact]
    public void Slow_appends_make_turns_small_and_have_them_wait()
    {
        int quick = pace.ReadBytes;
        Append(windows: 100, tookMs: 20);
        Assert.True(pace.ReadBytes < quick);
        Assert.True(Given(overMs: 1_000) < quick * 1_000L);
    }

    [Fact]
    public void Who_is_behind_gets_nearer_however_slow_appends_are()
    {
        Append(windows: 100, tookMs: 1_000);
        long incoming = AppendBytes * 1_000 / (WindowMs / 2);
        Assert.True(Given(overMs: 1_000) >= 1.5 * incoming);
    }

    [Fact]
    public void The_limit_goes_away_when_senders_stop()
    {
        Append(windows: 100, tookMs: 20);
        for (int turn = 0; turn < 20; turn++)
        {
            nowMs += 10 * WindowMs;
            pace.Take(nowMs, out _);
        }

        for (int turn = 0; turn < 1_000; turn++)
            Assert.Equal(0, pace.Take(nowMs, out _));
    }

    [Fact]
    public void The_limit_goes_away_when_appends_are_durable_soon_again()
    {
        Append(windows: 100, tookMs: 20);
        Append(windows: 200, tookMs: 1);
        for (int turn = 0; turn < 1_000; turn++)
            Assert.Equal(0, pace.Take(nowMs, out _));
    }

    // Two appends in each window.
    private void Append(int windows, long tookMs)
    {
        for (int append = 0; append < 2 * windows; append++)
        {
            nowMs += WindowMs / 2;
            pace.Note(AppendBytes, tookMs, nowMs);
        }
    }

    // Takes turn after turn beside slow appends, each as soon as it may be used.
    private long Given(long overMs)
    {
        (long given, long nextMs) = (0, nowMs);
        for (long end = nowMs + overMs; nowMs < end; nowMs++)
        {
            if (nowMs % (WindowMs / 2) == 0)
                pace.Note(AppendBytes, 1_000, nowMs);
            if (nowMs < nextMs)
                continue;
            nextMs = nowMs + Math.Max(1, pace.Take(nowMs, out long bytes));
            given += bytes;
        }

        return given;
    }
}
