namespace ActorMQ.Actors;

/// <summary>What a parent decides about a failed child.</summary>
public enum Directive : byte
{
    /// <summary>Go on with the state as it is. Never for actors whose state may be torn.</summary>
    Resume,

    /// <summary>A fresh instance behind the same reference and mailbox; the failing message is dropped.</summary>
    Restart,

    /// <summary>The end of the child.</summary>
    Stop,

    /// <summary>The parent fails with the same reason.</summary>
    Escalate,
}
