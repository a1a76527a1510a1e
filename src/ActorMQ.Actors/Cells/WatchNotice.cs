namespace ActorMQ.Actors.Cells;

/// <summary>A watched actor has ended. Ordinary mail, so behind all that the subject told before.</summary>
internal sealed class WatchNotice(ActorCell subject) : INotice
{
    public bool TryOpen(ActorCell receiver, out object message) =>
        receiver.Life.Context.Watches.TryEnd(subject, out message);

    public void Drop(ActorCell receiver)
    {
    }
}
