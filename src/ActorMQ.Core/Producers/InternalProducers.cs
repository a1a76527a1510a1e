using ActorMQ.Records;

namespace ActorMQ.Core.Producers;

/// <summary>
/// The producers inside the cluster: the outbox of a group on a partition is one, so that a move that is sent again is
/// recognised by its sequence. A partition never forgets them. Clients may not use their identities.
/// </summary>
public static class InternalProducers
{
    private const ulong Mark = 0xAC70_0000;

    /// <summary>Who sends the moves of a group's outbox.</summary>
    public static ProducerIdentity OfOutbox(PartitionId origin, int groupId) =>
        new((Mark << 32) | (uint)origin.Topic, ((ulong)(uint)origin.Index << 32) | (uint)groupId);

    /// <summary>
    /// Whether an identity is one of theirs. One of 2^54 random identities is: nobody meets it by chance.
    /// </summary>
    public static bool IsInternal(this ProducerIdentity identity) =>
        identity.High >> 32 == Mark && identity.Low >> 32 < Limits.PartitionsMax;
}
