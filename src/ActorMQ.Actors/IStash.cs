namespace ActorMQ.Actors;

/// <summary>Messages that an actor has set aside.</summary>
public interface IStash
{
    /// <summary>How many are set aside.</summary>
    int Count { get; }

    /// <summary>Sets the current message aside. False: the stash is at its limit; refuse the message.</summary>
    bool TryStash();

    /// <summary>Puts all of them back in front of the mailbox, in their order.</summary>
    void UnstashAll();
}
