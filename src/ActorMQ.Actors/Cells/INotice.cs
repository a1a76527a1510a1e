namespace ActorMQ.Actors.Cells;

/// <summary>Mail of the kernel itself, opened only when its turn comes: it may be out of date by then.</summary>
internal interface INotice
{
    /// <summary>The message the actor is to see. False: it is out of date and was dropped.</summary>
    bool TryOpen(ActorCell receiver, out object message);

    /// <summary>The receiver has ended with the notice in its mailbox.</summary>
    void Drop(ActorCell receiver);
}
