namespace ActorMQ.Core.Tests;

/// <summary>Where a record stands in the naive model.</summary>
public enum ModelState
{
    Fresh,
    Out,
    Ready,
    Retry,
    Moving,
    Settled,
}
