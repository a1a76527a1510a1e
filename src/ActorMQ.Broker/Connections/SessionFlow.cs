using ActorMQ.Protocol;

namespace ActorMQ.Broker.Connections;

/// <summary>How many bytes of one connection wait for the disk, and whether it is read on.</summary>
internal sealed class SessionFlow(long bytesMax)
{
    private long bytes;
    private int isPaused;

    /// <summary>
    /// More is under way; says whether to read on, or <paramref name="pauses"/> anyhow. On the receive turn.
    /// </summary>
    public FrameFlow Begin(int count, bool pauses)
    {
        if (Interlocked.Add(ref bytes, count) <= bytesMax && !pauses)
            return FrameFlow.Continue;
        Interlocked.Exchange(ref isPaused, 1);
        // Everything may have come back between the two lines: then nobody else would say Resume.
        long few = pauses ? 0 : bytesMax / 2;
        bool isFreeAgain = Volatile.Read(ref bytes) <= few && Interlocked.Exchange(ref isPaused, 0) == 1;
        return isFreeAgain ? FrameFlow.Continue : FrameFlow.Pause;
    }

    /// <summary>Some of it is answered; true when reading has to go on. From any thread.</summary>
    public bool End(int count) =>
        Interlocked.Add(ref bytes, -count) <= bytesMax / 2 && Interlocked.Exchange(ref isPaused, 0) == 1;
}
