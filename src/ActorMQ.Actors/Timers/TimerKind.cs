namespace ActorMQ.Actors.Timers;

internal enum TimerKind : byte
{
    Single,
    FixedDelay,
    FixedRate,
}
