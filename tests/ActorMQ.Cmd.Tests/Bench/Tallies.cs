using System.Diagnostics;
using ActorMQ.Cmd.Bench;

namespace ActorMQ.Cmd.Tests.Bench;

public sealed class Tallies
{
    private const int Run = 77;

    private readonly ArrivalSet[] arrivals = [new(), new()];

    [Fact]
    public void Count_a_message_once_and_its_repetitions_apart()
    {
        var tally = new ArrivalTally(arrivals, Run);
        foreach (long number in (long[])[0, 1, 1, 2, 0, 1])
            tally.Note(Body(Run, client: 0, number), now: 0);

        Assert.Equal((3, 3), (tally.Received, tally.Redelivered));
        Assert.Equal((0, 0), (tally.Probes, tally.Foreign));
    }

    [Fact]
    public void Of_several_clients_know_what_the_others_received()
    {
        var (first, second) = (new ArrivalTally(arrivals, Run), new ArrivalTally(arrivals, Run));
        first.Note(Body(Run, client: 0, number: 5), now: 0);
        second.Note(Body(Run, client: 0, number: 5), now: 0);
        second.Note(Body(Run, client: 1, number: 5), now: 0);

        Assert.Equal((1, 0), (first.Received, first.Redelivered));
        Assert.Equal((1, 1), (second.Received, second.Redelivered));
    }

    [Fact]
    public void Count_neither_what_goes_ahead_nor_what_others_sent()
    {
        var tally = new ArrivalTally(arrivals, Run);
        tally.Note(Body(Run, client: 1, BenchStamp.ProbeNumber), now: 0);
        tally.Note(Body(Run + 1, client: 0, number: 0), now: 0);
        tally.Note(Body(Run, client: 2, number: 0), now: 0);
        tally.Note("short"u8, now: 0);

        Assert.Equal((0, 0), (tally.Received, tally.Redelivered));
        Assert.Equal((1, 3), (tally.Probes, tally.Foreign));
        Assert.Equal(0, tally.Latency.Count);
    }

    [Fact]
    public void Measure_from_the_intended_send_time_to_the_first_arrival()
    {
        var tally = new ArrivalTally(arrivals, Run);
        byte[] body = Body(Run, client: 0, number: 0, intended: Stopwatch.Frequency);
        tally.Note(body, now: 3 * Stopwatch.Frequency);
        tally.Note(body, now: 9 * Stopwatch.Frequency);

        Assert.Equal(1, tally.Latency.Count);
        Assert.Equal(2_000_000_000, tally.Latency.Percentile(1));
        Assert.Equal(3 * Stopwatch.Frequency, tally.LastArrival);
    }

    private static byte[] Body(int run, int client, long number, long intended = 0)
    {
        var body = new byte[20];
        new BenchStamp(run, client, number, intended).WriteTo(body);
        return body;
    }
}
