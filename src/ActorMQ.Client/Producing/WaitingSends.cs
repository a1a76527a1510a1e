namespace ActorMQ.Client.Producing;

/// <summary>Sends that found no room, in order: while there are any, nobody overtakes them.</summary>
/// <remarks>Its owner's lock guards it.</remarks>
internal sealed class WaitingSends
{
    private readonly Queue<RoomWaiter> waiting = new();

    public bool IsEmpty => waiting.Count == 0;

    /// <summary>When the first of them gives up; null: there is none.</summary>
    public long? NextDeadlineMs => waiting.TryPeek(out RoomWaiter? waiter) ? waiter.DeadlineMs : null;

    /// <summary>The one that came last; null: there is none.</summary>
    public RoomWaiter? Last => waiting.LastOrDefault();

    public void Add(RoomWaiter waiter) => waiting.Enqueue(waiter);

    /// <summary>The next one that has not given up, if there is room for it.</summary>
    public bool TryTake(ProducerWindow window, out RoomWaiter waiter)
    {
        while (waiting.TryPeek(out waiter!) && window.HasRoom(waiter.Message.Body.Length))
        {
            waiting.Dequeue();
            if (waiter.TryClaim())
                return true;
        }
        return false;
    }

    /// <summary>Ends those whose deadline has passed; with <see cref="long.MaxValue"/>, all.</summary>
    public void Fail(long nowMs, ActorMQException why)
    {
        while (waiting.TryPeek(out RoomWaiter? waiter) && waiter.DeadlineMs <= nowMs)
        {
            waiting.Dequeue();
            if (waiter.TryClaim())
                waiter.SetException(why);
        }
    }
}
