namespace ActorMQ.Actors;

/// <summary>What an actor can do, from inside its own turn only.</summary>
public interface IActorContext
{
    /// <summary>The system it lives in.</summary>
    ActorSystem System { get; }

    /// <summary>Its own reference.</summary>
    IActorRef Self { get; }

    /// <summary>Who sent the current message (in a batch: null, each envelope names its own).</summary>
    IActorRef? Sender { get; }

    /// <summary>Its parent; itself for the root.</summary>
    IActorRef Parent { get; }

    /// <summary>Its living children.</summary>
    IReadOnlyCollection<IActorRef> Children { get; }

    /// <summary>Cancelled when this instance stops or is replaced.</summary>
    CancellationToken Stopping { get; }

    /// <summary>Timers that tell this actor.</summary>
    ITimerScheduler Timers { get; }

    /// <summary>Messages set aside for later.</summary>
    IStash Stash { get; }

    /// <summary>Makes and starts a child.</summary>
    /// <param name="props">The recipe.</param>
    /// <param name="name">Unique among the living children; null gives a numbered one.</param>
    IActorRef ActorOf(Props props, string? name = null);

    /// <summary>Stops a child, or this actor itself: the current message is finished, the mailbox is not.</summary>
    void Stop(IActorRef childOrSelf);

    /// <summary>Stops every child.</summary>
    void StopChildren();

    /// <summary>Asks for one notice when <paramref name="subject"/> has ended, also if it already has.</summary>
    /// <param name="subject">Any actor of this system.</param>
    /// <param name="notice">The message to get; a <see cref="Terminated"/> where null.</param>
    /// <remarks>A <see cref="Terminated"/> that is not handled fails the watcher.</remarks>
    void Watch(IActorRef subject, object? notice = null);

    /// <summary>Takes a watch back, also a notice that waits in the mailbox already.</summary>
    void Unwatch(IActorRef subject);

    /// <summary>Starts <paramref name="work"/> and gets its result, or its failure, as a message.</summary>
    /// <remarks>
    /// At the <paramref name="deadline"/> the token is cancelled and <paramref name="failed"/> is called with a
    /// <see cref="TimeoutException"/>, whatever the work does then. A result that comes later is a dead letter.
    /// </remarks>
    void PipeToSelf<T>(
        Func<CancellationToken, ValueTask<T>> work,
        Func<T, object> done,
        Func<Exception, object> failed,
        TimeSpan deadline);

    /// <summary>Runs blocking <paramref name="work"/> on a lane; its result or failure comes as a message.</summary>
    void RunOnLane<T>(string lane, Func<T> work, Func<T, object> done, Func<Exception, object> failed);

    /// <summary>A place in the own mailbox that is always free for one answer at a time.</summary>
    /// <remarks>For work that is made once and run often, such as the commit of a lane.</remarks>
    ReplySlot ReserveReply();
}
