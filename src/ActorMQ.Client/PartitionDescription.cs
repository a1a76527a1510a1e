namespace ActorMQ.Client;

/// <summary>A partition as a node describes it.</summary>
/// <param name="Index">Its index in the topic, from 0.</param>
/// <param name="FirstOffset">The oldest offset that is kept.</param>
/// <param name="NextOffset">The offset that the next message gets.</param>
/// <param name="DurableOffset">All below it is stored durably.</param>
/// <param name="Groups">The groups and how far they are.</param>
public sealed record PartitionDescription(
    int Index,
    long FirstOffset,
    long NextOffset,
    long DurableOffset,
    IReadOnlyList<GroupProgress>? Groups = null);
