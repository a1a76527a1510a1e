using System.Diagnostics;
using System.Threading.Channels;
using ActorMQ.Client;

namespace ActorMQ.Cmd.Bench;

/// <summary>The sending half of one client: one loop sends, another awaits the confirmations in order.</summary>
/// <remarks>
/// Confirmations of several partitions can overtake each other; awaited in order, some count a little late, and none
/// too early.
/// </remarks>
internal sealed class BenchSender
{
    private readonly Producer producer;
    private readonly BenchSettings settings;
    private readonly BenchStamp pattern;

    // As many bodies as may be pending: message n has body n modulo the window, free again once n is confirmed.
    private readonly byte[] bodies;
    private readonly Channel<PendingSend> pending;
    private long sent;

    public BenchSender(Producer producer, BenchSettings settings, int run, int client)
    {
        this.producer = producer;
        this.settings = settings;
        pattern = new BenchStamp(run, client, Number: 0, Intended: 0);
        bodies = new byte[settings.Window * settings.Size];
        Random.Shared.NextBytes(bodies);
        pending = Channel.CreateBounded<PendingSend>(
            new BoundedChannelOptions(settings.Window) { SingleReader = true, SingleWriter = true });
    }

    /// <summary>From the intended send time to the confirmation. To be read when the run is over.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>Open loop: from the intended send time to the call. To be read when the run is over.</summary>
    public LatencyHistogram Lateness { get; } = new();

    /// <summary>How many messages are confirmed; grows while the run goes on.</summary>
    public long Sent => Volatile.Read(ref sent);

    /// <summary>Sends the message that goes ahead of all others, and waits for its confirmation.</summary>
    public async Task ProbeAsync(CancellationToken cancellation)
    {
        var body = new byte[settings.Size];
        BenchStamp probe = pattern with { Number = BenchStamp.ProbeNumber, Intended = Stopwatch.GetTimestamp() };
        probe.WriteTo(body);
        await producer.SendAsync(body, cancellation);
    }

    /// <summary>Sends at the given pace until its end or until told to stop; completes when all is confirmed.</summary>
    /// <exception cref="ActorMQException">A send failed.</exception>
    public Task RunAsync(BenchPace pace, CancellationToken stop) =>
        Task.WhenAll(Task.Run(() => SendAllAsync(pace, stop), CancellationToken.None), ConfirmAllAsync());

    private async Task SendAllAsync(BenchPace pace, CancellationToken stop)
    {
        try
        {
            for (long number = 0; await pending.Writer.WaitToWriteAsync(CancellationToken.None); number++)
            {
                if (pace.IntendedAt(number, Stopwatch.GetTimestamp()) is not { } intended)
                    return;
                await BenchPace.UntilAsync(intended, stop);
                if (stop.IsCancellationRequested)
                    return;
                Send(number, intended, pace);
            }
        }
        finally
        {
            pending.Writer.TryComplete();
        }
    }

    private void Send(long number, long intended, BenchPace pace)
    {
        Memory<byte> body = bodies.AsMemory((int)(number % settings.Window) * settings.Size, settings.Size);
        (pattern with { Number = number, Intended = intended }).WriteTo(body.Span);
        if (pace.IsOpenLoop)
            Lateness.RecordTicks(intended, Stopwatch.GetTimestamp());
        pending.Writer.TryWrite(new PendingSend(intended, producer.SendAsync(body, CancellationToken.None)));
    }

    private async Task ConfirmAllAsync()
    {
        try
        {
            while (await pending.Reader.WaitToReadAsync(CancellationToken.None))
                await ConfirmReadyAsync();
        }
        finally
        {
            pending.Writer.TryComplete();
        }
    }

    // A message keeps its place in the queue until it is confirmed: the queue's length is the window.
    private async Task ConfirmReadyAsync()
    {
        while (pending.Reader.TryPeek(out PendingSend next))
        {
            await next.Receipt;
            Latency.RecordTicks(next.Intended, Stopwatch.GetTimestamp());
            Volatile.Write(ref sent, sent + 1);
            pending.Reader.TryRead(out _);
        }
    }
}
