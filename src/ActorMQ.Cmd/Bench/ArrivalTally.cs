namespace ActorMQ.Cmd.Bench;

/// <summary>Counts what one client receives, and tells the run's messages from others and from repetitions.</summary>
/// <remarks>Written by one loop; the counts may be read while the run goes on, the rest when it is over.</remarks>
/// <param name="arrivals">By sending client; shared by all tallies of the run.</param>
/// <param name="run">The mark of the run's messages.</param>
internal sealed class ArrivalTally(ArrivalSet[] arrivals, int run)
{
    private long received;
    private long redelivered;
    private long probes;
    private long foreign;

    /// <summary>From the intended send time to the first arrival.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>The tick of the last first arrival; 0: none.</summary>
    public long LastArrival { get; private set; }

    /// <summary>How many messages have arrived for the first time.</summary>
    public long Received => Volatile.Read(ref received);

    /// <summary>How many deliveries were of messages that had arrived before.</summary>
    public long Redelivered => Volatile.Read(ref redelivered);

    /// <summary>How many of the messages that go ahead have arrived.</summary>
    public long Probes => Volatile.Read(ref probes);

    /// <summary>How many deliveries were not of this run.</summary>
    public long Foreign => Volatile.Read(ref foreign);

    /// <summary>Counts a delivery that came at tick <paramref name="now"/>.</summary>
    public void Note(ReadOnlySpan<byte> body, long now)
    {
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
