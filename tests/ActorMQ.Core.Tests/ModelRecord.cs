namespace ActorMQ.Core.Tests;

/// <summary>One record in the eyes of one group, spelled out.</summary>
public struct ModelRecord
{
    public ModelState State;

    /// <summary>The attempt while out; the attempts that have counted while it waits.</summary>
    public int Attempt;

    public long Consumer;

    public int Concurrency;

    public long DeadlineMs;

    /// <summary>When a retry is due.</summary>
    public long DueMs;

    public bool IsStarted;

    public bool IsSuspended;
}
