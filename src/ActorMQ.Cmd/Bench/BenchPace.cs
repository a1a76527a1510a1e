using System.Diagnostics;

namespace ActorMQ.Cmd.Bench;

/// <summary>When each message of one client is to be sent.</summary>
/// <remarks>
/// Closed loop: as soon as the one before has been accepted. Open loop: at times that are set beforehand, and a node
/// that stalls does not put them off; what waits meanwhile counts from the time at which it was meant to be sent.
/// </remarks>
/// <param name="start">The tick at which the run begins.</param>
/// <param name="end">The tick from which on nothing is sent.</param>
/// <param name="ticksBetween">Ticks from one message of the client to the next; 0: closed loop.</param>
/// <param name="ticksAhead">Ticks from the start to the client's first message.</param>
internal sealed class BenchPace(long start, long end, double ticksBetween, double ticksAhead)
{
    private static readonly TimeSpan SliceMax = TimeSpan.FromMilliseconds(100);

    // A timer is late by up to a millisecond or two; the rest is passed by giving the turn away.
    private static readonly TimeSpan TimerLateness = TimeSpan.FromMilliseconds(3);

    /// <summary>The pace of one client: clients take turns, each with its share of the rate.</summary>
    public static BenchPace Of(BenchSettings settings, int client, long start)
    {
        double ticksOfAll = settings.Rate > 0 ? (double)Stopwatch.Frequency / settings.Rate : 0;
        long end = start + (long)(settings.Seconds * Stopwatch.Frequency);
        return new BenchPace(start, end, ticksOfAll * settings.Clients, ticksOfAll * client);
    }

    public bool IsOpenLoop => ticksBetween > 0;

    /// <summary>When message <paramref name="number"/> is to be sent; null: not within this run.</summary>
    public long? IntendedAt(long number, long now)
    {
        long intended = IsOpenLoop ? start + (long)(ticksAhead + number * ticksBetween) : now;
        return intended < end ? intended : null;
    }

    /// <summary>Completes at <paramref name="intended"/>, at once when it has passed, or when told to stop.</summary>
    public static ValueTask UntilAsync(long intended, CancellationToken stop) =>
        Stopwatch.GetTimestamp() >= intended ? ValueTask.CompletedTask : WaitAsync(intended, stop);

    private static async ValueTask WaitAsync(long intended, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            TimeSpan left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), intended);
            if (left <= TimeSpan.Zero)
                return;
            if (left > TimerLateness)
                await Task.Delay(Slice(left - TimerLateness), CancellationToken.None);
            else
                await Task.Yield();
        }
    }

    private static TimeSpan Slice(TimeSpan left) =>
        TimeSpan.FromMilliseconds(Math.Clamp(left.TotalMilliseconds, 1, SliceMax.TotalMilliseconds));
}
