using System.Buffers;
using ActorMQ.Records;

namespace ActorMQ.Client;

/// <summary>The limits of names, sizes and options, and errors that name field and limit.</summary>
internal static class Limits
{
    public const int NameCharsMax = 127;

    /// <summary>Partitions of a topic that a client believes in: it keeps something for each.</summary>
    public const int PartitionsMax = 1024;

    private static readonly SearchValues<char> NameChars = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static void CheckTopic(string name) => CheckName("topic", name);

    public static void CheckGroup(string name) => CheckName("group", name);

    public static void Check(ClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.Name);
        CheckRange("ClientOptions.Name (characters)", options.Name.Length, 0, NameCharsMax);
        CheckPositive(nameof(ClientOptions.ConnectTimeout), options.ConnectTimeout);
        CheckPositive(nameof(ClientOptions.RequestTimeout), options.RequestTimeout);
        CheckPositive(nameof(ClientOptions.OutageMax), options.OutageMax);
        CheckPositive(nameof(ClientOptions.ReconnectPause), options.ReconnectPause);
        CheckPositive(nameof(ClientOptions.ReconnectPauseMax), options.ReconnectPauseMax);
    }

    public static void Check(ProducerOptions options)
    {
        CheckRange(nameof(options.BatchBytes), options.BatchBytes, 1024, RecordBatch.MessageBytesMax);
        CheckRange(nameof(options.InFlightMessagesMax), options.InFlightMessagesMax, 1, 1 << 20);
        CheckRange(nameof(options.InFlightBytesMax), options.InFlightBytesMax, 1024, 1L << 32);
        CheckRange(nameof(options.BatchesInFlightMax), options.BatchesInFlightMax, 1, 5);
        CheckPositive(nameof(options.DeliveryTimeout), options.DeliveryTimeout);
    }

    public static void Check(ConsumerOptions options)
    {
        CheckRange(nameof(options.WindowMessages), options.WindowMessages, 1, 65_536);
        CheckRange(nameof(options.WindowBytes), options.WindowBytes, 1024, 64 << 20);
        if (options.AckWait is { } ackWait)
            CheckAckWait(nameof(options.AckWait), ackWait);
        CheckRange(nameof(options.Concurrency), options.Concurrency, 1, 65_536);
        CheckPositive(nameof(options.ExtendMax), options.ExtendMax);
    }

    public static void Check(MessageHandlerOptions options)
    {
        CheckRange(nameof(options.MaxConcurrentCalls), options.MaxConcurrentCalls, 1, 4_096);
        CheckPositive(nameof(options.MaxAutoRenew), options.MaxAutoRenew);
        CheckPositive(nameof(options.StopTimeout), options.StopTimeout);
        Check(options.Receiving);
    }

    public static void CheckAckWait(string field, TimeSpan value) =>
        CheckRange($"{field} (ms)", (long)value.TotalMilliseconds, 1_000, 12 * 3_600_000);

    public static ActorMQException OverLimit(string field, string unit, long size, long limit) =>
        ErrorCatalogue.TooLarge.With($"{field}: {size} {unit}, the limit is {limit} {unit}.");

    private static void CheckName(string field, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > NameCharsMax)
            throw ErrorCatalogue.InvalidName.With(
                $"{field}: a name has 1 to {NameCharsMax} characters; this one has {name.Length}.");
        if (name.AsSpan().ContainsAnyExcept(NameChars))
            throw ErrorCatalogue.InvalidName.With(
                $"{field}: a name consists of A-Z a-z 0-9 . _ -; \"{name}\" does not.");
        // In an address these are no names but steps: the group ".." of a topic would be the topic.
        if (name is "." or "..")
            throw ErrorCatalogue.InvalidName.With($"{field}: \"{name}\" cannot be a name.");
    }

    private static void CheckRange(string field, long value, long min, long max)
    {
        if (value < min || value > max)
            throw ErrorCatalogue.InvalidArgument.With($"{field}: {value} is not between {min} and {max}.");
    }

    private static void CheckPositive(string field, TimeSpan value)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(24))
            throw ErrorCatalogue.InvalidArgument.With($"{field}: {value} is not between 0 and 24 days.");
    }
}
