using System.Diagnostics;
using ActorMQ.Client;

namespace ActorMQ.Cmd.Bench;

/// <summary>The receiving half of one client: acknowledges everything and tells the run's messages from others.</summary>
/// <param name="consumer">A member of the run's group.</param>
/// <param name="arrivals">By client; shared by all receivers of the run.</param>
/// <param name="run">The mark of the run's messages.</param>
internal sealed class BenchReceiver(Consumer consumer, ArrivalSet[] arrivals, int run)
{
    private long received;
    private long redelivered;
    private long probes;
    private long foreign;

    /// <summary>From the intended send time to the first arrival. To be read when the run is over.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>The tick of the last first arrival; 0: none. To be read when the run is over.</summary>
    public long LastArrival { get; private set; }

    /// <summary>How many messages have arrived for the first time; grows while the run goes on.</summary>
    public long Received => Volatile.Read(ref received);

    /// <summary>How many deliveries were of messages that had arrived before; grows while the run goes on.</summary>
    public long Redelivered => Volatile.Read(ref redelivered);

    /// <summary>How many of the messages that go ahead have arrived; grows while the run goes on.</summary>
    public long Probes => Volatile.Read(ref probes);

    /// <summary>How many deliveries were not of this run; grows while the run goes on.</summary>
    public long Foreign => Volatile.Read(ref foreign);

    /// <summary>Receives until told to stop.</summary>
    /// <exception cref="ActorMQException">The node cannot be reached for long, or a delivery is damaged.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await foreach (Delivery delivery in consumer.ConsumeAsync(stop))
            {
                Note(delivery.Body.Span);
                await delivery.AckAsync();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    /// <summary>Completes when all acknowledgements are durable.</summary>
    public ValueTask FlushAsync() => consumer.FlushAsync();

    private void Note(ReadOnlySpan<byte> body)
    {
        long now = Stopwatch.GetTimestamp();
        if (!BenchStamp.TryRead(body, out BenchStamp stamp) || stamp.Run != run || stamp.Client >= arrivals.Length)
            Volatile.Write(ref foreign, foreign + 1);
        else if (stamp.IsProbe)
            Volatile.Write(ref probes, probes + 1);
        else if (arrivals[stamp.Client].Add(stamp.Number))
            NoteFirst(stamp, now);
        else
            Volatile.Write(ref redelivered, redelivered + 1);
    }

    private void NoteFirst(BenchStamp stamp, long now)
    {
        Latency.RecordTicks(stamp.Intended, now);
        LastArrival = now;
        Volatile.Write(ref received, received + 1);
    }
}
