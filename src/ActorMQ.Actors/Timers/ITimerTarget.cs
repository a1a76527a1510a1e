namespace ActorMQ.Actors.Timers;

/// <summary>What a timer calls when it is due, on the thread of the timer: be short.</summary>
internal interface ITimerTarget
{
    void Fire();
}
