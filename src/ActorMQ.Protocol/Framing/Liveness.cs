namespace ActorMQ.Protocol.Framing;

/// <summary>
/// Judges a connection once a round by the bytes that moved since the last one, so that a byte costs no clock read.
/// </summary>
internal sealed class Liveness(TransportOptions options, TimeSpan round)
{
    private readonly int roundsToHeartbeat = Rounds(options.Heartbeat, round);
    private readonly int roundsToSilence = Rounds(options.Silence, round);
    private readonly int roundsToHandshake = Rounds(options.Handshake, round);

    // Bytes since the beginning, each side counted by its one turn; as of the last round; and rounds since they moved.
    private long received;
    private long written;
    private long seenReceived;
    private long seenWritten;
    private int roundsUnheard;
    private int roundsUnwritten;
    private int age;

    public void Received(int count) => Volatile.Write(ref received, received + count);

    public void Written(int count) => Volatile.Write(ref written, written + count);

    /// <summary>One round has passed.</summary>
    /// <param name="queued">Bytes waiting to be written.</param>
    /// <param name="isEstablished">Whether the handshake is over.</param>
    /// <param name="isPaused">Whether this side does not read, so that silence says nothing.</param>
    public LivenessVerdict Judge(long queued, bool isEstablished, bool isPaused)
    {
        (long nowReceived, long nowWritten) = (Volatile.Read(ref received), Volatile.Read(ref written));
        roundsUnheard = nowReceived == seenReceived && !isPaused ? roundsUnheard + 1 : 0;
        roundsUnwritten = nowWritten == seenWritten ? roundsUnwritten + 1 : 0;
        (seenReceived, seenWritten) = (nowReceived, nowWritten);
        if (!isEstablished)
            return ++age > roundsToHandshake ? LivenessVerdict.NotGreeted : LivenessVerdict.Alive;
        if (roundsUnheard >= roundsToSilence)
            return LivenessVerdict.Dead;
        if (queued > 0)
            return roundsUnwritten >= roundsToSilence ? LivenessVerdict.Stalled : LivenessVerdict.Alive;
        return roundsUnwritten >= roundsToHeartbeat ? LivenessVerdict.HeartbeatDue : LivenessVerdict.Alive;
    }

    private static int Rounds(TimeSpan span, TimeSpan round) => Math.Max(1, (int)Math.Ceiling(span / round));
}
