namespace ActorMQ.Demo;

/// <summary>Who saw what: which messages were confirmed to the producer, and how often each was delivered.</summary>
internal sealed class DemoLedger(int messages)
{
    private readonly bool[] confirmed = new bool[messages];
    private readonly int[] deliveries = new int[messages];
    private long sentCount;
    private long confirmedCount;
    private long deliveredCount;
    private long redeliveredCount;

    public int Messages => messages;

    public long Sent => Volatile.Read(ref sentCount);

    public long Confirmed => Volatile.Read(ref confirmedCount);

    /// <summary>Different messages that came at least once.</summary>
    public long Delivered => Volatile.Read(ref deliveredCount);

    /// <summary>Deliveries beyond the first of a message.</summary>
    public long Redelivered => Volatile.Read(ref redeliveredCount);

    public void AddSent() => Interlocked.Increment(ref sentCount);

    public void AddConfirmed(int number)
    {
        Volatile.Write(ref confirmed[number], true);
        Interlocked.Increment(ref confirmedCount);
    }

    public void AddDelivery(int number)
    {
        if (Interlocked.Increment(ref deliveries[number]) == 1)
            Interlocked.Increment(ref deliveredCount);
        else
            Interlocked.Increment(ref redeliveredCount);
    }

    /// <summary>Confirmed to the producer and never delivered.</summary>
    public int CountLost()
    {
        int lost = 0;
        for (int number = 0; number < messages; number++)
        {
            if (Volatile.Read(ref confirmed[number]) && Volatile.Read(ref deliveries[number]) == 0)
                lost++;
        }
        return lost;
    }
}
