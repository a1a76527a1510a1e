namespace ActorMQ.Actors;

/// <summary>The limits of a mailbox.</summary>
/// <param name="MaxMessages">Messages that may wait. Those of the running turn count until it ends.</param>
/// <param name="MaxBytes">Bytes that may wait, counted over messages that are <see cref="ISized"/>.</param>
/// <param name="Throughput">Messages that one turn takes before other actors have theirs.</param>
/// <param name="ReservedForReplies">
/// Slots beyond <paramref name="MaxMessages"/> for answers; also the cap of pipes and lane calls under way.
/// </param>
public sealed record MailboxOptions(
    int MaxMessages = 65_536,
    long MaxBytes = 64L << 20,
    int Throughput = 256,
    int ReservedForReplies = 1_024)
{
    /// <summary>65,536 messages, 64 MiB, 256 a turn, 1,024 reserved slots, 1,024 stashed.</summary>
    public static MailboxOptions Default { get; } = new();

    /// <summary>Messages that may be stashed. They keep their place in <see cref="MaxMessages"/>.</summary>
    public int StashMax { get; init; } = 1_024;
}
