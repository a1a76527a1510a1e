namespace ActorMQ.Core.Groups;

/// <summary>Why a record moves to another topic. The numbers are stored.</summary>
public enum MoveCause : byte
{
    /// <summary>A consumer gave it back, and its attempts are used up.</summary>
    Nacked = 1,

    /// <summary>A consumer refused it for good.</summary>
    Rejected = 2,

    /// <summary>The ack wait passed, and its attempts are used up.</summary>
    AckWaitPassed = 3,

    /// <summary>Its consumer was lost, and its attempts are used up.</summary>
    ConsumerLost = 4,

    /// <summary>An administrator sent a dead letter back to where it is from.</summary>
    Redriven = 5,
}
