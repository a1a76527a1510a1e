using ActorMQ.Broker.Partitions;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>From a partition of a dead-letter topic: some of the records that are left, in order.</summary>
/// <param name="Messages">The records.</param>
/// <param name="NextOffset">Where to go on; at the end of what was asked for there is nothing more.</param>
/// <param name="Damaged">What is there instead of records, and cannot be read.</param>
internal sealed record DeadLettersRead(
    IReadOnlyList<PeekedMessage> Messages, long NextOffset, DamagedBatch? Damaged = null);
