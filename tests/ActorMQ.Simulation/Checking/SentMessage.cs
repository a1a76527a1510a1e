using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking;

/// <summary>What is known of one message that somebody sent.</summary>
internal sealed class SentMessage(SendBegan began, long number)
{
    /// <summary>How it began.</summary>
    public SendBegan Began => began;

    /// <summary>Its place among all sends, in the order in which they began.</summary>
    public long Number => number;

    /// <summary>How it ended; null while it has not.</summary>
    public SendEnded? Ended { get; set; }

    /// <summary>Where the log has it first; null while it has not.</summary>
    public StoreRecord? Stored { get; set; }
}
