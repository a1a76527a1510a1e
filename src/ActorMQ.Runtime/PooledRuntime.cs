using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ActorMQ.Runtime;

/// <summary>The real runtime: the thread pool, the system's clocks, one thread per lane.</summary>
public sealed class PooledRuntime : ActorRuntime, IDisposable
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
    public override void Schedule(IRunnable runnable) =>
        ThreadPool.UnsafeQueueUserWorkItem(static r => r.Run(), runnable, preferLocal: false);

    /// <inheritdoc/>
    public override void RunBlocking(IRunnable work, string lane) =>
        lanes.GetOrAdd(lane, static name => new Lazy<LaneThread>(() => new LaneThread(name))).Value.Post(work);

    /// <summary>Lets each lane finish what it has been given, then ends its thread.</summary>
    public void Dispose()
    {
        foreach (Lazy<LaneThread> lane in lanes.Values)
            lane.Value.Dispose();
    }
}
