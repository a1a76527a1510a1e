namespace ActorMQ.Client.Producing;

/// <summary>Where a closed batch is on its way to an answer.</summary>
internal enum PendingState : byte
{
    /// <summary>Takes messages, or is closed and waits to be sealed under the lane's epoch and next sequence.</summary>
    Unsealed,

    /// <summary>Sealed, and to be sent, again or for the first time; its bytes do not change.</summary>
    Sealed,

    /// <summary>Sent, and not answered.</summary>
    Out,
}
