namespace ActorMQ.Core.Tests;

/// <summary>One record in the eyes of one group, spelled out.</summary>
public struct ModelRecord
{
    public ModelState State;

    /// <summary>The attempt while out; the attempts that have counted while waiting.</summary>
    public int Attempt;

    public long Consumer;

    public long DeadlineMs;
}
