using ActorMQ.Actors;

namespace ActorMQ.TestKit;

/// <summary>An actor that keeps what it is told, for a test to look at; waits are exact in virtual time.</summary>
public sealed class TestProbe
{
    private readonly SimulatedRuntime runtime;
    private readonly Queue<Envelope> mail = new();

    /// <summary>Starts a probe as a top-level actor.</summary>
    public TestProbe(SimulatedRuntime runtime, ActorSystem system, string name = "probe")
    {
        this.runtime = runtime;
        Ref = system.ActorOf(new Props(() => new ProbeActor(mail)), name);
    }

    /// <summary>What to tell, and to give as the sender.</summary>
    public IActorRef Ref { get; }

    /// <summary>Who sent the last message that was expected.</summary>
    public IActorRef? LastSender { get; private set; }

    /// <summary>Messages that no expectation has taken yet.</summary>
    public int Waiting => mail.Count;

    /// <summary>Asks for a <see cref="Terminated"/> at the end of <paramref name="subject"/>.</summary>
    public void Watch(IActorRef subject) => Ref.Tell(new ProbeActor.WatchThis(subject));

    /// <summary>Waits for the next message, which must be a <typeparamref name="T"/>.</summary>
    /// <param name="within">Virtual time to wait; 3 s where null.</param>
    public T ExpectMsg<T>(TimeSpan? within = null)
    {
        TimeSpan limit = within ?? TimeSpan.FromSeconds(3);
        if (!runtime.RunUntil(() => mail.Count != 0, limit))
            throw new TimeoutException($"No {typeof(T).Name} came to {Ref.Path} within {limit.TotalMilliseconds} ms.");
        (object message, LastSender) = mail.Dequeue();
        return message is T expected
            ? expected
            : throw new InvalidOperationException($"{Ref.Path} expected {typeof(T).Name} and got {message}.");
    }

    /// <summary>Waits for the next message, which must be equal to <paramref name="expected"/>.</summary>
    public T ExpectMsg<T>(T expected, TimeSpan? within = null)
    {
        T got = ExpectMsg<T>(within);
        return EqualityComparer<T>.Default.Equals(got, expected)
            ? got
            : throw new InvalidOperationException($"{Ref.Path} expected {expected} and got {got}.");
    }

    /// <summary>Runs for exactly <paramref name="span"/> of virtual time; nothing may come.</summary>
    public void ExpectNoMsg(TimeSpan span)
    {
        if (runtime.RunUntil(() => mail.Count != 0, span))
            throw new InvalidOperationException($"{Ref.Path} expected nothing and got {mail.Peek().Message}.");
    }
}
