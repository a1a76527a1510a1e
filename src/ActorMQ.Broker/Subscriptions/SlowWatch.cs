namespace ActorMQ.Broker.Subscriptions;

/// <summary>
/// Notices that a consumer could be given nothing for a while: it is told once, and again only after it was given
/// something.
/// </summary>
internal struct SlowWatch
{
    private bool isWatching;
    private bool isTold;

    // Since the watch began.
    private bool isGiven;

    /// <summary>Something was handed to it.</summary>
    public void Given() => (isGiven, isTold) = (true, false);

    /// <summary>Nothing can be handed to it at present; true: a watch begins.</summary>
    public bool TryBegin()
    {
        if (isWatching || isTold)
            return false;
        (isWatching, isGiven) = (true, false);
        return true;
    }

    /// <summary>The watch is over; true: nothing was handed to it.</summary>
    public bool End()
    {
        isWatching = false;
        return !isGiven;
    }

    /// <summary>There is something for it; true: it is to be told.</summary>
    public bool TryTell()
    {
        bool isFirst = !isGiven && !isTold;
        isTold |= isFirst;
        return isFirst;
    }
}
