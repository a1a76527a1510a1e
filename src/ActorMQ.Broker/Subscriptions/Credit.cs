namespace ActorMQ.Broker.Subscriptions;

/// <summary>What a consumer may still be given: its window less what is out and what a take has reserved.</summary>
/// <remarks>
/// Messages are exact. Bytes are given back in proportion to the messages that come back, so that they are exact
/// whenever nothing is out, and nothing is remembered for each message.
/// </remarks>
internal struct Credit(int windowMessages, int windowBytes)
{
    private int reserved;
    private int outMessages;
    private long outBytes;

    public readonly int Messages => windowMessages - outMessages - reserved;

    public readonly int Bytes => (int)Math.Clamp(windowBytes - outBytes, 0, windowBytes);

    public readonly bool IsSpent => Messages <= 0 || Bytes <= 0;

    /// <summary>A take is under way for so many messages.</summary>
    public void Reserve(int messages) => reserved += messages;

    /// <summary>The take is over.</summary>
    public void Unreserve(int messages) => reserved -= messages;

    public void Spend(int messages, int bytes)
    {
        outMessages += messages;
        outBytes += bytes;
    }

    public void Return(int messages)
    {
        int back = Math.Min(messages, outMessages);
        outBytes -= back == outMessages ? outBytes : outBytes * back / outMessages;
        outMessages -= back;
    }
}
