using System.Diagnostics;
using ActorMQ.Cmd.Bench;

namespace ActorMQ.Cmd.Tests.Bench;

public sealed class Paces
{
    private const long Start = 5_000;
    private static readonly long Second = Stopwatch.Frequency;

    [Fact]
    public void Without_a_rate_mean_the_time_of_the_call_until_the_end()
    {
        BenchPace pace = BenchPace.Of(new BenchSettings { Seconds = 2 }, client: 0, Start);

        Assert.False(pace.IsOpenLoop);
        Assert.Equal(Start + 7, pace.IntendedAt(number: 1_000, now: Start + 7));
        Assert.Null(pace.IntendedAt(number: 0, now: Start + 2 * Second));
    }

    [Fact]
    public void With_a_rate_do_not_depend_on_the_time_of_the_call()
    {
        BenchPace pace = BenchPace.Of(new BenchSettings { Seconds = 2, Rate = 10 }, client: 0, Start);

        Assert.True(pace.IsOpenLoop);
        Assert.Equal(Start + Second / 2, pace.IntendedAt(number: 5, now: Start));
        Assert.Equal(Start + Second / 2, pace.IntendedAt(number: 5, now: Start + 60 * Second));
        Assert.NotNull(pace.IntendedAt(number: 19, now: Start));
        Assert.Null(pace.IntendedAt(number: 20, now: Start));
    }

    [Fact]
    public void Of_several_clients_make_up_the_rate_in_turns()
    {
        var settings = new BenchSettings { Seconds = 1, Rate = 8, Clients = 4 };
        BenchPace[] paces = [.. Enumerable.Range(0, 4).Select(client => BenchPace.Of(settings, client, Start))];

        var intended = new List<long?>();
        for (int number = 0; number < 2; number++)
            intended.AddRange(paces.Select(pace => pace.IntendedAt(number, Start)));

        Assert.Equal(Enumerable.Range(0, 8).Select(i => (long?)(Start + i * Second / 8)), intended);
        Assert.All(paces, static pace => Assert.Null(pace.IntendedAt(2, Start)));
    }

    [Fact]
    public async Task End_a_wait_when_told_to_stop()
    {
        using var stop = new CancellationTokenSource();
        ValueTask waiting = BenchPace.UntilAsync(long.MaxValue, stop.Token);
        Assert.False(waiting.IsCompleted);

        await stop.CancelAsync();
        await waiting;
    }
}
