using ActorMQ.Broker.Commit;
using ActorMQ.Core;

namespace ActorMQ.Broker.Partitions;

/// <summary>What a partition may give to those who are far behind, at the node's <see cref="CatchUpPace"/>.</summary>
internal sealed class CatchUpAllowance(NodeContext node)
{
    /// <summary>Who is so many records behind gives way to senders.</summary>
    private const long BehindMin = 16_384;

    // What a seeded runtime may wait where nothing asks for it.
    private const long GivenWayMs = 20;

    // What is left of the turn, and from when on it may be given, monotonic.
    private long bytes;
    private long fromMs;

    /// <summary>How long, in milliseconds, records wait that are so far behind; 0: not at all.</summary>
    public long WaitMs(long behind, Now now)
    {
        if (node.Runtime.Rarely("dispatch: give way"))
            return GivenWayMs;
        if (behind < BehindMin)
            return 0;
        if (bytes <= 0)
            fromMs = now.MonotonicMs + node.Committer.CatchUp.Take(now.MonotonicMs, out bytes);
        return Math.Max(0, fromMs - now.MonotonicMs);
    }

    /// <summary>So much was given out.</summary>
    public void Use(long given) => bytes -= given;
}
