using ActorMQ.Actors.Cells;

namespace ActorMQ.Actors;

/// <summary>A place in an actor's mailbox that is always free for one answer at a time.</summary>
/// <remarks>
/// Made by <see cref="IActorContext.ReserveReply"/>. Its holder may be any thread, such as a lane. A slot belongs to
/// the instance that reserved it: after a restart or the end its answers are dead letters.
/// </remarks>
public sealed class ReplySlot : INotice
{
    private readonly ActorCell owner;
    private readonly int instance;
    private object? answer;

    internal ReplySlot(ActorCell owner)
    {
        this.owner = owner;
        instance = owner.Life.Context.Instance;
    }

    /// <summary>Puts the answer into the mailbox; never refused, whatever waits there.</summary>
    /// <exception cref="InvalidOperationException">The answer before it has not been taken yet.</exception>
    public void Tell(object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (Interlocked.CompareExchange(ref answer, message, null) is not null)
            throw new InvalidOperationException($"{owner.Path} has not taken the answer before in this slot.");
        owner.AddNotice(this);
    }

    bool INotice.TryOpen(ActorCell receiver, out object message)
    {
        message = Interlocked.Exchange(ref answer, null)!;
        if (receiver.Life.Context.Instance == instance)
            return true;
        owner.Bury(message, null, DeadLetterReason.LateResult);
        return false;
    }

    void INotice.Drop(ActorCell receiver) =>
        owner.Bury(Interlocked.Exchange(ref answer, null)!, null, DeadLetterReason.LateResult);
}
