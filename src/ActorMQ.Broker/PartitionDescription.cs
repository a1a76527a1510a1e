namespace ActorMQ.Broker;

/// <summary>One partition at one moment.</summary>
/// <param name="Index">Its index in the topic.</param>
/// <param name="FirstOffset">Records below it may be gone.</param>
/// <param name="NextOffset">The offset that the next record gets.</param>
/// <param name="DurableOffset">Every record below it is stored.</param>
/// <param name="Groups">Its groups, by number.</param>
public sealed record PartitionDescription(
    int Index, long FirstOffset, long NextOffset, long DurableOffset, IReadOnlyList<GroupProgress> Groups);
