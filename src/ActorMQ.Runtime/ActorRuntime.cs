namespace ActorMQ.Runtime;

/// <summary>The one door to time, threads, chance and ids.</summary>
/// <remarks>
/// Everything above asks the runtime, so that a seeded runtime can run the very same code in one thread and in
/// virtual time. <see cref="PooledRuntime"/> is the real one.
/// </remarks>
public abstract class ActorRuntime
{
    /// <summary>Clocks and timers. Waits, deadlines and stamps come from here only.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>A source of chance of its own for <paramref name="purpose"/>; not thread-safe, so keep it.</summary>
    public abstract Random Random(string purpose);

    /// <summary>A fresh id that nobody can guess (in a seeded runtime: a fresh id drawn from the seed).</summary>
    public abstract Guid NewId();

    /// <summary>Runs <paramref name="runnable"/> soon, once for each call. Never runs it inside the call.</summary>
    public abstract void Schedule(IRunnable runnable);

    /// <summary>
    /// Runs a turn that begins outside of the runtime, such as the completion of a socket, on the present thread; what
    /// it schedules may follow there.
    /// </summary>
    public virtual void RunTurn(IRunnable turn) => turn.Run();

    /// <summary>Runs blocking <paramref name="work"/> on the dedicated thread named <paramref name="lane"/>.</summary>
    /// <remarks>Work of one lane runs one at a time, in the order of the calls.</remarks>
    public abstract void RunBlocking(IRunnable work, string lane);

    /// <summary>How to make a TaskCompletionSource, so that no continuation runs inside of its completion.</summary>
    /// <remarks>
    /// A seeded runtime answers None and posts each continuation itself: with RunContinuationsAsynchronously,
    /// Task.WhenAny and Task.WaitAsync would go through the thread pool.
    /// </remarks>
    public virtual TaskCreationOptions CompletionOptions => TaskCreationOptions.RunContinuationsAsynchronously;

    /// <summary>How many messages an actor takes in one turn, from 1 to <paramref name="atMost"/>.</summary>
    /// <remarks>A seeded runtime answers 1, so that each interleaving the pool could give can happen.</remarks>
    public virtual int TurnLimit(int atMost) => atMost;

    /// <summary>How many messages a batch receiver is given at once, from 1 to <paramref name="atMost"/>.</summary>
    /// <remarks>A seeded runtime draws the number.</remarks>
    public virtual int BatchLimit(int atMost) => atMost;

    /// <summary>Whether to take the rare path at <paramref name="point"/>. Never, in production.</summary>
    /// <remarks>
    /// A seeded runtime may answer true, so that paths which need a full queue, a lost reply or a bad moment are common
    /// there. A point must only choose what could have happened anyway, and is asked per turn, batch or append, never
    /// per message.
    /// </remarks>
    /// <param name="point">The point's name: who, a colon, and what happens.</param>
    public virtual bool Rarely(string point) => false;
}
