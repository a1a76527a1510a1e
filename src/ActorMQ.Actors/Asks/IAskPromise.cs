namespace ActorMQ.Actors.Asks;

/// <summary>An ask that waits for its answer.</summary>
internal interface IAskPromise
{
    /// <summary>When it gives up, in ticks of the system's timers.</summary>
    long Deadline { get; }

    void TimeOut();

    void TargetEnded();
}
