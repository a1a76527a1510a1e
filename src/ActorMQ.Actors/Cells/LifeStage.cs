namespace ActorMQ.Actors.Cells;

internal enum LifeStage : byte
{
    /// <summary>No instance yet, or its start has failed.</summary>
    Starting,
    Running,

    /// <summary>The old instance is gone; the fresh one waits for children that are ending.</summary>
    Restarting,
    Stopping,
    Ended,
}
