namespace ActorMQ.Actors.Cells;

/// <summary>Whom an actor watches, and what it is told at their end.</summary>
internal sealed class WatchTable(ActorCell watcher)
{
    private readonly Dictionary<ActorCell, object> notices = [];

    public void Watch(ActorCell subject, object? notice)
    {
        if (!notices.ContainsKey(subject))
            subject.AddSystem(new SystemMail.Watch(watcher));
        notices[subject] = notice ?? new Terminated(subject);
    }

    public void Unwatch(ActorCell subject)
    {
        if (notices.Remove(subject))
            subject.AddSystem(new SystemMail.Unwatch(watcher));
    }

    /// <summary>The notice to tell. False: nobody watches the subject any longer.</summary>
    public bool TryEnd(ActorCell subject, out object notice) => notices.Remove(subject, out notice!);

    public void Clear()
    {
        foreach (ActorCell subject in notices.Keys)
            subject.AddSystem(new SystemMail.Unwatch(watcher));
        notices.Clear();
    }
}
