namespace ActorMQ.Actors.Cells;

/// <summary>The messages an actor has set aside, and those it has put back in front of the mailbox.</summary>
internal sealed class Stash(Turn turn, int limit) : IStash
{
    private Queue<Mail> aside = new();
    private Queue<Mail> front = new();

    public int Count => aside.Count;

    public bool TryStash()
    {
        if (turn.Current.Message is null)
            throw new InvalidOperationException("There is no message to stash: outside of Receive, or in a batch.");
        if (aside.Count >= limit)
            return false;
        aside.Enqueue(turn.Current);
        turn.KeepCurrent();
        return true;
    }

    public void UnstashAll()
    {
        if (aside.Count == 0)
            return;
        foreach (Mail later in front)
            aside.Enqueue(later);
        front.Clear();
        (front, aside) = (aside, front);
    }

    public bool TryTakeFront(out Mail mail) => front.TryDequeue(out mail);
}
