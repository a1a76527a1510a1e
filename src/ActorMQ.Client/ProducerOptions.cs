namespace ActorMQ.Client;

/// <summary>Settings of a <see cref="Producer"/>.</summary>
public sealed record ProducerOptions
{
    /// <summary>The settings used when none are given.</summary>
    public static ProducerOptions Default { get; } = new();

    /// <summary>Bytes after which a batch takes no more messages, 1 KiB to 4 MiB. Default 64 KiB.</summary>
    public int BatchBytes { get; init; } = 64 * 1024;

    /// <summary>
    /// Messages accepted and not yet confirmed, after which a send waits, 1 to 1,048,576. Default 8,192.
    /// </summary>
    public int InFlightMessagesMax { get; init; } = 8_192;

    /// <summary>
    /// Bytes accepted and not yet confirmed, after which a send waits, 1 KiB to 4 GiB. Default 16 MiB.
    /// </summary>
    public long InFlightBytesMax { get; init; } = 16L * 1024 * 1024;

    /// <summary>Batches of one partition on their way at a time, 1 to 5. Default 5.</summary>
    public int BatchesInFlightMax { get; init; } = 5;

    /// <summary>
    /// How long the producer tries to have a message stored, reconnects included; then the send fails with
    /// <c>AMQ-3011</c> and it is not known whether the message was stored. Default 120 s.
    /// </summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromSeconds(120);
}
