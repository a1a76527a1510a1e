namespace ActorMQ.Actors.Calls;

/// <summary>Work outside of an actor whose result comes back as a message.</summary>
internal interface ICall
{
    /// <summary>Tells the work that nobody waits for it any longer.</summary>
    void Cancel();
}
