using ActorMQ.Core.Groups;
using ActorMQ.Records;

namespace ActorMQ.Core.Producers;

/// <summary>
/// The producers inside the cluster: the outbox of a group on a partition is one, so that a move that is sent again is
/// recognised by its sequence. A partition never forgets them. Clients may not use their identities.
/// </summary>
public static class InternalProducers
{
    private const ulong OutboxMark = 0xAC70_0000;
    private const ulong RedriveMark = 0xAC71_0000;

    /// <summary>Who sends the dead letters of a group's outbox.</summary>
    public static ProducerIdentity OfOutbox(PartitionId origin, int groupId) =>
        new((OutboxMark << 32) | (uint)origin.Topic, ((ulong)(uint)origin.Index << 32) | (uint)groupId);

    /// <summary>
    /// Who sends the redriven records of a group's outbox: the number of the group tells its topic. The identity names
    /// the group that they are for.
    /// </summary>
    public static ProducerIdentity OfRedrive(PartitionId origin, int groupId, RedriveTarget target) =>
        new((RedriveMark << 32) | (uint)groupId, ((ulong)(uint)origin.Index << 32) | (uint)target.GroupId);

    /// <summary>
    /// Whether an identity is one of theirs. One of 2^53 random identities is: nobody meets it by chance.
    /// </summary>
    public static bool IsInternal(this ProducerIdentity identity) =>
        identity.High >> 32 is OutboxMark or RedriveMark && identity.Low >> 32 < Limits.PartitionsMax;

    /// <summary>Whether an identity is that of a redrive, and then which group alone it is for.</summary>
    public static bool IsRedrive(this ProducerIdentity identity, out int groupId)
    {
        groupId = (int)(uint)identity.Low;
        return identity.High >> 32 == RedriveMark && identity.IsInternal();
    }
}
