using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Cmd.Bench;

/// <summary>One run: connects its clients, sends and receives, and adds up what they measured.</summary>
internal sealed class BenchRun(BenchPlan plan) : IAsyncDisposable
{
    /// <summary>How long nothing may arrive before what is missing counts as lost.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(10);

    private readonly List<BenchClient> clients = [];
    private readonly CancellationTokenSource over = new();
    private Task receiving = Task.CompletedTask;

    /// <summary>How many messages have arrived; grows while the run goes on.</summary>
    public long Received => clients.Sum(static client => client.Receiver.Tally.Received);

    /// <summary>How many messages are confirmed; grows while the run goes on.</summary>
    public long Sent => clients.Sum(static client => client.Sender.Sent);

    /// <summary>How many messages of others were received and acknowledged.</summary>
    public long Foreign => clients.Sum(static client => client.Receiver.Tally.Foreign);

    private long Redelivered => clients.Sum(static client => client.Receiver.Tally.Redelivered);

    private long Probes => clients.Sum(static client => client.Receiver.Tally.Probes);

    /// <summary>Connects, and sends a message of each client the whole way, so that the way is there.</summary>
    /// <exception cref="ActorMQException">No node can be reached.</exception>
    /// <exception cref="IOException">A message did not arrive.</exception>
    public async Task OpenAsync(
        Func<CancellationToken, ValueTask<ActorMQClient>> connect, CancellationToken cancellation)
    {
        var arrivals = new ArrivalSet[plan.Settings.Clients];
        for (int index = 0; index < arrivals.Length; index++)
        {
            arrivals[index] = new ArrivalSet();
            clients.Add(new BenchClient(await connect(cancellation), plan, arrivals, index));
        }
        receiving = Task.WhenAll(clients.Select(client => Task.Run(() => client.Receiver.RunAsync(over.Token))));
        await Task.WhenAll(clients.Select(client => client.Sender.ProbeAsync(cancellation)));
        await ArriveAsync(() => Probes >= clients.Count, () => Probes + Foreign, cancellation);
        if (Probes < clients.Count)
            throw new IOException(
                $"{clients.Count - Probes} of {clients.Count} first messages did not arrive within {Patience}.");
    }

    /// <summary>Sends for as long as the settings say, or until cancelled, and waits for what is on its way.</summary>
    /// <exception cref="ActorMQException">A send or a consumer failed.</exception>
    public async Task<BenchFigures> MeasureAsync(CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(clients.Select(
            (client, index) => client.Sender.RunAsync(BenchPace.Of(plan.Settings, index, start), stop)));
        await ArriveAsync(() => Received >= Sent, () => Received + Redelivered, CancellationToken.None);
        await over.CancelAsync();
        await receiving;
        foreach (BenchClient client in clients)
            await client.Receiver.FlushAsync();
        return Figures(start);
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        foreach (BenchClient client in clients)
            await client.DisposeAsync();
        await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        over.Dispose();
    }

    private async Task ArriveAsync(Func<bool> isComplete, Func<long> progress, CancellationToken cancellation)
    {
        long before = progress();
        long since = Stopwatch.GetTimestamp();
        while (!isComplete() && Stopwatch.GetElapsedTime(since) < Patience)
        {
            if (receiving.IsCompleted)
                await receiving;
            await Task.Delay(LookPause, cancellation);
            if (progress() is var seen && seen == before)
                continue;
            (before, since) = (seen, Stopwatch.GetTimestamp());
        }
    }

    private BenchFigures Figures(long start)
    {
        LatencyHistogram send = Sum(static client => client.Sender.Latency);
        LatencyHistogram endToEnd = Sum(static client => client.Receiver.Tally.Latency);
        LatencyHistogram late = Sum(static client => client.Sender.Lateness);
        long last = clients.Max(static client => client.Receiver.Tally.LastArrival);
        double seconds = last > start ? Stopwatch.GetElapsedTime(start, last).TotalSeconds : 0;
        double perSecond = seconds > 0 ? Received / seconds : 0;
        return new BenchFigures(
            Sent, Received, Math.Round(perSecond), Math.Round(perSecond * plan.Settings.Size / 1e6, 2),
            Micros(send, 0.5), Micros(send, 0.99), Micros(send, 0.999),
            Micros(endToEnd, 0.5), Micros(endToEnd, 0.99), Micros(endToEnd, 0.999),
            late.Count > 0 ? Micros(late, 0.99) : null, Redelivered, Sent - Received);
    }

    private LatencyHistogram Sum(Func<BenchClient, LatencyHistogram> part)
    {
        var sum = new LatencyHistogram();
        foreach (BenchClient client in clients)
            sum.Add(part(client));
        return sum;
    }

    private static long Micros(LatencyHistogram latency, double share) =>
        (long)Math.Round(latency.Percentile(share) / 1e3);
}
