using ActorMQ.Broker.Inspection;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>A message that a group gave up, as it is in the dead-letter topic.</summary>
/// <param name="Place">Where it is in the dead-letter topic.</param>
/// <param name="Message">The message with its headers.</param>
/// <param name="OriginPartition">The partition that it is from.</param>
/// <param name="OriginOffset">Its offset there.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Cause">Why it was given up: <c>Nacked</c>, <c>Rejected</c>, <c>AckWaitPassed</c> or
/// <c>ConsumerLost</c>.</param>
/// <param name="Reason">What the consumer said; the cause when it said nothing.</param>
/// <param name="CreatedUnixMs">When its producer made it: wall clock, milliseconds since 1970 UTC.</param>
/// <param name="MovedUnixMs">When it was given up: wall clock, milliseconds since 1970 UTC.</param>
/// <param name="Redrives">How often it was sent back before.</param>
public sealed record DeadLetter(
    MessagePlace Place,
    PeekedMessage Message,
    int OriginPartition,
    long OriginOffset,
    int Attempts,
    string Cause,
    string Reason,
    long CreatedUnixMs,
    long MovedUnixMs,
    long Redrives)
{
    /// <summary>The names of the headers that tell all this begin so; the others are the message's own.</summary>
    public const string HeaderPrefix = "amq-";

    internal static DeadLetter Of(int partition, PeekedMessage message)
    {
        long Number(string name) => DeadLetterHeaders.NumberOf(message.Headers, name);
        return new DeadLetter(
            new MessagePlace(partition, message.Offset),
            message,
            (int)Math.Min(int.MaxValue, Number(DeadLetterHeaders.OriginPartition)),
            Number(DeadLetterHeaders.OriginOffset),
            (int)Math.Min(int.MaxValue, Number(DeadLetterHeaders.Attempts)),
            DeadLetterHeaders.TextOf(message.Headers, DeadLetterHeaders.Cause),
            DeadLetterHeaders.TextOf(message.Headers, DeadLetterHeaders.Reason),
            Number(DeadLetterHeaders.CreatedMs),
            Number(DeadLetterHeaders.MovedMs),
            Number(DeadLetterHeaders.Redrives));
    }
}
