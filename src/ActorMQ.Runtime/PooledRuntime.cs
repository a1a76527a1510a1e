using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ActorMQ.Runtime;

/// <summary>The real runtime: the thread pool, the system's clocks, one thread per lane.</summary>
/// <param name="chainsTurns">
/// Whether a turn that another turn has scheduled runs on the same thread, right after it, where it can. It saves most
/// wake-ups of a node. False where turns run code of users, which may block and wait for another turn.
/// </param>
public sealed class PooledRuntime(bool chainsTurns = false) : ActorRuntime, IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<LaneThread>> lanes = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override TimeProvider Time => TimeProvider.System;

    /// <inheritdoc/>
    public override Random Random(string purpose) =>
        new(RandomNumberGenerator.GetInt32(int.MinValue, int.MaxValue));

    /// <inheritdoc/>
    public override Guid NewId() => Guid.NewGuid();

    /// <inheritdoc/>
    public override void Schedule(IRunnable runnable)
    {
        if (!chainsTurns)
            ThreadPool.UnsafeQueueUserWorkItem(static turn => turn.Run(), runnable, preferLocal: false);
        else if (!TurnChain.TryAdd(runnable))
            ThreadPool.UnsafeQueueUserWorkItem(static turn => TurnChain.Run(turn), runnable, preferLocal: false);
    }

    /// <inheritdoc/>
    public override void RunTurn(IRunnable turn)
    {
        if (chainsTurns)
            TurnChain.Run(turn);
        else
            turn.Run();
    }

    /// <inheritdoc/>
    public override void RunBlocking(IRunnable work, string lane) =>
        lanes.GetOrAdd(lane, NewLane).Value.Post(work);

    /// <summary>Lets each lane finish what it has been given, then ends its thread.</summary>
    public void Dispose()
    {
        foreach (Lazy<LaneThread> lane in lanes.Values)
            lane.Value.Dispose();
    }

    private Lazy<LaneThread> NewLane(string name) => new(() => new LaneThread(name, chainsTurns));
}
