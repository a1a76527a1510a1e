namespace ActorMQ.Client.Producing;

/// <summary>Numbers the batches that a producer sends, and knows up to where a round trip has ended.</summary>
internal struct SendPace
{
    private int outCount;
    private long lastAnswered;

    /// <summary>The number of the batch that was sent last; 0: none was.</summary>
    public long LastSent { get; private set; }

    public long Send()
    {
        outCount++;
        return ++LastSent;
    }

    public void Answer(long number)
    {
        outCount--;
        lastAnswered = outCount == 0 ? LastSent : Math.Max(lastAnswered, number);
    }

    /// <summary>Whether the batch of that number, or one sent after it, is answered.</summary>
    public readonly bool IsAnswered(long number) => number <= lastAnswered;

    /// <summary>No answer will come any more.</summary>
    public void Forget()
    {
        outCount = 0;
        lastAnswered = LastSent;
    }
}
