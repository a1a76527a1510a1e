namespace ActorMQ.Actors;

/// <summary>Counts messages that got nowhere, by reason, and shows each to the observer of the system.</summary>
public sealed class DeadLetterOffice : IActorRef
{
    private readonly long[] counts = new long[Enum.GetValues<DeadLetterReason>().Length];
    private readonly SystemObserver observer;

    internal DeadLetterOffice(string system, SystemObserver observer)
    {
        this.observer = observer;
        Path = new ActorPath(system, "dead-letters", 0);
    }

    /// <inheritdoc/>
    public ActorPath Path { get; }

    /// <summary>All dead letters so far.</summary>
    public long Total
    {
        get
        {
            long sum = 0;
            for (int reason = 0; reason < counts.Length; reason++)
                sum += Volatile.Read(ref counts[reason]);
            return sum;
        }
    }

    /// <summary>The dead letters of one reason so far.</summary>
    public long Count(DeadLetterReason reason) => Volatile.Read(ref counts[(int)reason]);

    /// <summary>Counts the message as a dead letter.</summary>
    public TellResult TryTell(object message, IActorRef? sender = null)
    {
        Add(new DeadLetter(message, Path, sender, DeadLetterReason.Terminated));
        return TellResult.Terminated;
    }

    /// <inheritdoc/>
    public TellResult TryTellReserved(object message, IActorRef? sender = null) => TryTell(message, sender);

    internal void Add(in DeadLetter letter)
    {
        Interlocked.Increment(ref counts[(int)letter.Reason]);
        observer.OnDeadLetter(letter);
    }
}
