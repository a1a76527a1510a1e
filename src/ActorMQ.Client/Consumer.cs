namespace ActorMQ.Client;

/// <summary>A member of a group: receives messages of one topic and settles them.</summary>
/// <remarks>
/// The node keeps the consumer supplied up to the window of <see cref="ConsumerOptions"/>. Every delivery is to be
/// settled with <see cref="Delivery.AckAsync"/> or <see cref="Delivery.NackAsync"/>; while the application holds it
/// the consumer extends its ack wait. Disposing hands back at once what was not settled.
/// </remarks>
public sealed class Consumer : IAsyncDisposable
{
    internal Consumer()
    {
    }

    /// <summary>The topic.</summary>
    public string Topic => throw new NotImplementedException();

    /// <summary>The group.</summary>
    public string Group => throw new NotImplementedException();

    /// <summary>
    /// Settlements that the node refused since the delivery was no longer this consumer's: its ack wait had passed,
    /// or the connection had been lost. Such a message is delivered again.
    /// </summary>
    public long StaleSettlements => throw new NotImplementedException();

    /// <summary>The deliveries, for ever, until cancelled. One loop at a time.</summary>
    /// <exception cref="ActorMQException">
    /// The topic is unknown, or a delivery is damaged (the message names partition and offset; it stays unsettled,
    /// and a new loop goes on behind it).
    /// </exception>
    public IAsyncEnumerable<Delivery> ConsumeAsync(CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>The next delivery, or null when none came within <paramref name="wait"/>.</summary>
    public ValueTask<Delivery?> NextAsync(TimeSpan wait, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Up to <paramref name="max"/> deliveries: what is there, or the first that come within the wait.</summary>
    public ValueTask<IReadOnlyList<Delivery>> FetchAsync(
        int max, TimeSpan wait, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Completes when every settlement made before is durable.</summary>
    public ValueTask FlushAsync(CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>
    /// Leaves the group: no more deliveries, settlements made durable, the unsettled rest handed back at once.
    /// </summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
