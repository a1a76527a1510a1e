namespace ActorMQ.Actors;

/// <summary>A message that holds memory worth counting.</summary>
public interface ISized
{
    /// <summary>About how many bytes the message keeps alive; counted against the mailbox.</summary>
    int ApproximateBytes { get; }
}
