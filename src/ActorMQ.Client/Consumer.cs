using System.Runtime.CompilerServices;
using ActorMQ.Client.Consuming;

namespace ActorMQ.Client;

/// <summary>A member of a group: receives messages of one topic and settles them.</summary>
/// <remarks>
/// The node keeps the consumer supplied up to the window of <see cref="ConsumerOptions"/>. Every delivery is to be
/// settled: <see cref="Delivery.AckAsync"/>, <see cref="Delivery.NackAsync"/> or <see cref="Delivery.RejectAsync"/>;
/// while the application holds it the consumer extends its ack wait. After a lost connection the consumer claims what
/// it still holds, and gives out nothing more of it before the node has agreed. Disposing hands back at once what was
/// not settled. One loop at a time consumes; settling may be done from any thread.
/// </remarks>
public sealed class Consumer : IAsyncDisposable
{
    private readonly ConsumerSession session;
    private readonly DeliveryCursor cursor;
    private readonly Action<Consumer> onClosed;

    internal Consumer(ConsumerSession session, Action<Consumer> onClosed)
    {
        this.session = session;
        this.onClosed = onClosed;
        cursor = new DeliveryCursor(session);
    }

    /// <summary>The topic.</summary>
    public string Topic => session.Topic;

    /// <summary>The group.</summary>
    public string Group => session.Group;

    /// <summary>
    /// Settlements that the node refused since the delivery was no longer this consumer's: its ack wait had passed,
    /// or the connection had been lost. Such a message is delivered again.
    /// </summary>
    public long StaleSettlements => session.StaleCount;

    /// <summary>The deliveries, until cancelled or until the consumer is disposed. One loop at a time.</summary>
    /// <remarks>A new loop goes on where the last one stopped.</remarks>
    /// <exception cref="ActorMQException">
    /// The topic is unknown; no node was there for <see cref="ClientOptions.OutageMax"/>; or a delivery is damaged
    /// (the message names partition and offsets; they are handed back, and a new loop goes on behind them).
    /// </exception>
    public IAsyncEnumerable<Delivery> ConsumeAsync(CancellationToken cancellation = default) =>
        new DeliveryStream(session, cursor, cancellation);

    /// <summary>The next delivery, or null when none came within <paramref name="wait"/>.</summary>
    /// <exception cref="ActorMQException">As <see cref="ConsumeAsync"/>.</exception>
    public async ValueTask<Delivery?> NextAsync(TimeSpan wait, CancellationToken cancellation = default)
    {
        if (cursor.TryNext(out Delivery delivery))
            return delivery;
        using var deadline = new CancellationTokenSource(wait, session.Settings.Runtime.Time);
        using CancellationTokenRegistration late = deadline.Token.UnsafeRegister(Wake, session);
        using CancellationTokenRegistration given = cancellation.UnsafeRegister(Wake, session);
        while (!deadline.IsCancellationRequested && !session.IsClosing)
        {
            cancellation.ThrowIfCancellationRequested();
            await session.WaitAsync();
            if (cursor.TryNext(out delivery))
                return delivery;
        }
        return null;
    }

    /// <summary>
    /// Up to <paramref name="max"/> deliveries: what is at hand, or the first that come within the wait.
    /// </summary>
    /// <exception cref="ActorMQException">As <see cref="ConsumeAsync"/>.</exception>
    public async ValueTask<IReadOnlyList<Delivery>> FetchAsync(
        int max, TimeSpan wait, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var deliveries = new List<Delivery>();
        if (await NextAsync(wait, cancellation) is not { } first)
            return deliveries;
        deliveries.Add(first);
        while (deliveries.Count < max && cursor.TryNext(out Delivery delivery))
            deliveries.Add(delivery);
        return deliveries;
    }

    /// <summary>Completes when every settlement made before is durable.</summary>
    /// <exception cref="ActorMQException">Not within <see cref="ClientOptions.RequestTimeout"/>.</exception>
    public ValueTask FlushAsync(CancellationToken cancellation = default) => session.FlushAsync(cancellation);

    /// <summary>
    /// Leaves the group: no more deliveries, settlements made durable, the unsettled rest handed back at once. Takes
    /// at most <see cref="ClientOptions.RequestTimeout"/>; <see cref="FlushAsync"/> before tells whether all is
    /// durable.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await session.CloseAsync();
        onClosed(this);
    }

    private static void Wake(object? session) => ((ConsumerSession)session!).Wake();
}

/// <summary>A <see cref="Consumer"/> whose messages are values.</summary>
/// <typeparam name="T">The values.</typeparam>
public sealed class Consumer<T> : IAsyncDisposable
{
    private readonly ISerializer<T> serializer;

    internal Consumer(Consumer untyped, ISerializer<T> serializer)
    {
        Untyped = untyped;
        this.serializer = serializer;
    }

    /// <summary>The topic.</summary>
    public string Topic => Untyped.Topic;

    /// <summary>The group.</summary>
    public string Group => Untyped.Group;

    /// <summary>The consumer underneath.</summary>
    public Consumer Untyped { get; }

    /// <summary>The deliveries, as <see cref="Consumer.ConsumeAsync"/> gives them.</summary>
    /// <exception cref="ActorMQException">As <see cref="Consumer.ConsumeAsync"/>.</exception>
    public async IAsyncEnumerable<Delivery<T>> ConsumeAsync(
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (Delivery delivery in Untyped.ConsumeAsync(cancellation))
            yield return new Delivery<T>(delivery, serializer);
    }

    /// <summary>The next delivery, or null when none came within <paramref name="wait"/>.</summary>
    /// <exception cref="ActorMQException">As <see cref="Consumer.ConsumeAsync"/>.</exception>
    public async ValueTask<Delivery<T>?> NextAsync(TimeSpan wait, CancellationToken cancellation = default) =>
        await Untyped.NextAsync(wait, cancellation) is { } delivery ? new Delivery<T>(delivery, serializer) : null;

    /// <summary>
    /// Up to <paramref name="max"/> deliveries: what is at hand, or the first that come within the wait.
    /// </summary>
    /// <exception cref="ActorMQException">As <see cref="Consumer.ConsumeAsync"/>.</exception>
    public async ValueTask<IReadOnlyList<Delivery<T>>> FetchAsync(
        int max, TimeSpan wait, CancellationToken cancellation = default)
    {
        IReadOnlyList<Delivery> untyped = await Untyped.FetchAsync(max, wait, cancellation);
        var deliveries = new Delivery<T>[untyped.Count];
        for (int index = 0; index < deliveries.Length; index++)
            deliveries[index] = new Delivery<T>(untyped[index], serializer);
        return deliveries;
    }

    /// <summary>Completes when every settlement made before is durable.</summary>
    /// <exception cref="ActorMQException">Not within <see cref="ClientOptions.RequestTimeout"/>.</exception>
    public ValueTask FlushAsync(CancellationToken cancellation = default) => Untyped.FlushAsync(cancellation);

    /// <summary>Leaves the group, as <see cref="Consumer.DisposeAsync"/> does.</summary>
    public ValueTask DisposeAsync() => Untyped.DisposeAsync();
}
