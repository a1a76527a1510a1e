namespace ActorMQ.Protocol.Framing;

/// <summary>
/// What waits to be written to one connection: two batches that change places, one being filled by any thread, one
/// being written by the only writer. Bounded in bytes.
/// </summary>
internal sealed class SendQueue(TransportOptions options, ByteBudget budget)
{
    private readonly Lock gate = new();
    private SendBatch filling = new();
    private SendBatch writing = new();
    private long bytes;
    private bool hasWriter;
    private bool isSealed;
    private bool isAborted;
    private bool wasRefused;

    /// <summary>Bytes taken and not written.</summary>
    public long Bytes => Volatile.Read(ref bytes);

    /// <summary>Whether nothing waits and nobody writes.</summary>
    public bool IsIdle
    {
        get
        {
            lock (gate)
                return !hasWriter && bytes == 0;
        }
    }

    /// <summary>
    /// Takes a frame, if there is room; <paramref name="actsFull"/>: as if there were none while something is written.
    /// </summary>
    public SendAdmission Add(in OutboundFrame frame, bool actsFull = false)
    {
        int frameBytes = FrameEncoder.Measure(frame, out int headBytes);
        lock (gate)
        {
            if (isSealed)
                return SendAdmission.Refused;
            if (IsFull(frameBytes) || (actsFull && hasWriter && bytes > 0))
            {
                wasRefused = true;
                return SendAdmission.Refused;
            }
            filling.Add(frame, frameBytes, headBytes);
            return Count(frameBytes);
        }
    }

    /// <summary>Takes bytes that are no frame: the magic.</summary>
    public SendAdmission Add(ReadOnlySpan<byte> raw)
    {
        lock (gate)
        {
            if (isSealed)
                return SendAdmission.Refused;
            filling.Add(raw);
            return Count(raw.Length);
        }
    }

    /// <summary>What the writer writes next, at most <paramref name="bytesMax"/> bytes.</summary>
    /// <returns>
    /// Their number; 0: nothing is left, and the caller is the writer no more. Another one may be at work already.
    /// </returns>
    public int NextPieces(List<ArraySegment<byte>> into, int bytesMax)
    {
        while (true)
        {
            int count = writing.Gather(into, bytesMax);
            if (count != 0 && !Volatile.Read(ref isAborted))
                return count;
            if (!TryTurn())
                return 0;
        }
    }

    /// <summary>Counts written bytes.</summary>
    /// <returns>Whether somebody who was refused should be told that there is room again.</returns>
    public bool Written(int count)
    {
        budget.Add(-count);
        lock (gate)
        {
            bytes -= count;
            if (!wasRefused || isSealed || !HasRoom)
                return false;
            wasRefused = false;
            return true;
        }
    }

    /// <summary>Takes nothing more; what waits is still written.</summary>
    public void Seal()
    {
        lock (gate)
            isSealed = true;
    }

    /// <summary>Takes nothing more and forgets what waits, at once or as soon as the writer lets go.</summary>
    public void Abort()
    {
        lock (gate)
        {
            isSealed = true;
            isAborted = true;
            if (!hasWriter)
                DropAll();
        }
    }

    private bool HasRoom =>
        bytes < ProtocolLimits.QueuedBytesMax / 2 && (bytes <= options.QueuedBytesAssured / 2 || !budget.IsSpent);

    private bool IsFull(int frameBytes) =>
        (bytes > options.QueuedBytesAssured && bytes + frameBytes > ProtocolLimits.QueuedBytesMax)
        || (bytes > options.QueuedBytesAssured && budget.IsSpent);

    // The batch is written, or nobody wants it any more: the filled one takes its place.
    private bool TryTurn()
    {
        lock (gate)
        {
            writing.Clear();
            if (isAborted)
                DropAll();
            hasWriter = filling.Bytes != 0;
            if (!hasWriter)
                return false;
            (filling, writing) = (writing, filling);
            writing.Seal();
            return true;
        }
    }

    private SendAdmission Count(int count)
    {
        bytes += count;
        budget.Add(count);
        if (hasWriter)
            return SendAdmission.Queued;
        hasWriter = true;
        return SendAdmission.WriterNeeded;
    }

    private void DropAll()
    {
        filling.Clear();
        writing.Clear();
        budget.Add(-bytes);
        bytes = 0;
    }
}
