namespace ActorMQ.Client.Links;

/// <summary>
/// Pauses that double with each failure up to a limit, shortened by chance so that clients spread out.
/// </summary>
/// <remarks>One owner; not thread-safe.</remarks>
internal sealed class Backoff(TimeSpan first, TimeSpan limit, Random chance)
{
    private int failures;

    /// <summary>The next pause: between half and all of the whole one.</summary>
    public TimeSpan Next()
    {
        TimeSpan whole = first * Math.Pow(2, Math.Min(failures++, 30));
        if (whole > limit)
            whole = limit;
        return whole * (0.5 + chance.NextDouble() / 2);
    }

    /// <summary>Begins again after a success.</summary>
    public void Reset() => failures = 0;
}
