namespace ActorMQ.Actors.Cells;

/// <summary>The restarts of one child in a sliding window. Never holds more than the retries allowed.</summary>
internal sealed class RetryWindow
{
    private readonly Queue<long> restarts = new();

    /// <summary>Takes one restart at <paramref name="now"/> (ticks of 100 ns) if the window has room.</summary>
    public bool TryTake(long now, int retries, TimeSpan window)
    {
        while (restarts.TryPeek(out long oldest) && now - oldest >= window.Ticks)
            restarts.Dequeue();
        if (restarts.Count >= retries)
            return false;
        restarts.Enqueue(now);
        return true;
    }
}
