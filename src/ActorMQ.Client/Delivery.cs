using System.Text;
using ActorMQ.Client.Consuming;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Client;

/// <summary>One hand-out of a message to a consumer, to be settled once.</summary>
/// <remarks>The bytes stay valid for as long as anything refers to them.</remarks>
public readonly struct Delivery
{
    private static readonly long EarliestUnixMs = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LatestUnixMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly DeliveredBatch batch;
    private readonly int index;

    internal Delivery(DeliveredBatch batch, int index)
    {
        this.batch = batch;
        this.index = index;
    }

    /// <summary>The bytes that were sent.</summary>
    public ReadOnlyMemory<byte> Body => batch.Body(index);

    /// <summary>The body read as UTF-8; decoded at each call.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The key; empty when the message has none.</summary>
    public ReadOnlyMemory<byte> Key => batch.Key(index);

    /// <summary>The tag, or null; decoded at each call.</summary>
    public string? Tag => batch.Tag(index) is { IsEmpty: false } tag ? Encoding.UTF8.GetString(tag.Span) : null;

    /// <summary>The headers; empty when the message has none. Decoded at each call.</summary>
    public IReadOnlyList<Header> Headers
    {
        get
        {
            IReadOnlyList<MessageHeader> stored = batch.Headers(index);
            var headers = new Header[stored.Count];
            for (int at = 0; at < headers.Length; at++)
                headers[at] = new Header(stored[at].Name, stored[at].Value);
            return headers;
        }
    }

    /// <summary>The topic.</summary>
    public string Topic => batch.Settler.Topic;

    /// <summary>The index of the partition.</summary>
    public int Partition => batch.Range.Partition;

    /// <summary>The place of the message in its partition.</summary>
    public long Offset => batch.Range.First + index;

    /// <summary>How many times the message has been handed out, this one included; 1 is the first.</summary>
    public int Attempt => batch.Range.Attempt;

    /// <summary>
    /// When the producer made the message's batch, by the producer's clock, to the millisecond. What a producer said
    /// beyond the ends of <see cref="DateTimeOffset"/> is shown as that end.
    /// </summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds(
        Math.Clamp(batch.CreatedUnixMs, EarliestUnixMs, LatestUnixMs));

    /// <summary>
    /// Cancelled when this delivery is not the consumer's any more before it is settled: its ack wait has passed and
    /// no extension has reached the node, the node says so, the connection was lost for longer than the ack wait, or
    /// the consumer was disposed. The message is delivered again then, if it has not been already.
    /// </summary>
    public CancellationToken LockLost => batch.Settler.LockLost(batch, index);

    internal DeliveredBatch Batch => batch;

    internal int Index => index;

    /// <summary>Settles: the message is done for this group.</summary>
    /// <remarks>
    /// Completes when noted; <see cref="Consumer.FlushAsync"/> waits until it is durable. A second settlement of the
    /// same delivery does nothing. One that comes after the lock was lost is told to the node all the same, which
    /// accepts it as long as the message is not out again, and is counted in <see cref="Consumer.StaleSettlements"/>
    /// otherwise.
    /// </remarks>
    public ValueTask AckAsync()
    {
        batch.Settler.Ack(batch, index);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Gives the message back, to be delivered again, with its attempt one higher; at the group's attempt limit it goes
    /// to the dead letters. Completes when noted, as <see cref="AckAsync"/> does.
    /// </summary>
    /// <param name="delay">
    /// When it is to come again, 0 to 7 days from then on; null: after the group's backoff, which grows.
    /// </param>
    /// <param name="reason">For people, kept with a dead letter; cut to 256 bytes in UTF-8.</param>
    /// <exception cref="ActorMQException">The delay is outside its limits (<c>AMQ-2009</c>).</exception>
    public ValueTask NackAsync(TimeSpan? delay = null, string? reason = null)
    {
        batch.Settler.Return(batch, index, SettleKind.Nack, SettleTerms.Of(delay, reason));
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Sends the message to the group's dead letters: no attempt will do any good. Completes when noted, as
    /// <see cref="AckAsync"/> does.
    /// </summary>
    /// <param name="reason">For people, kept with the dead letter; cut to 256 bytes in UTF-8.</param>
    /// <exception cref="ActorMQException">The group has no dead letters (<c>AMQ-2009</c>).</exception>
    public ValueTask RejectAsync(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        batch.Settler.Return(batch, index, SettleKind.Reject, SettleTerms.Of(delay: null, reason));
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Has the lock last for <paramref name="ackWait"/> from here. Completes when the node has granted it. The consumer
    /// does not renew this delivery by itself any more: extend it again before the time is over.
    /// </summary>
    /// <param name="ackWait">1 s to 12 h.</param>
    /// <param name="cancellation">Ends the wait; the lock may be extended all the same.</param>
    /// <exception cref="ActorMQException">
    /// The delivery is settled or lost (<c>AMQ-4002</c>); the time is outside its limits (<c>AMQ-2009</c>); the node
    /// did not answer within <see cref="ClientOptions.RequestTimeout"/> (<c>AMQ-1008</c>).
    /// </exception>
    public ValueTask ExtendAsync(TimeSpan ackWait, CancellationToken cancellation = default)
    {
        Limits.CheckAckWait(nameof(ackWait), ackWait);
        return batch.Settler.ExtendAsync(batch, index, ackWait, cancellation);
    }
}

/// <summary>A <see cref="Delivery"/> whose body is a value.</summary>
/// <typeparam name="T">The values.</typeparam>
public readonly struct Delivery<T>
{
    private readonly ISerializer<T> serializer;

    internal Delivery(Delivery untyped, ISerializer<T> serializer)
    {
        Untyped = untyped;
        this.serializer = serializer;
    }

    /// <summary>
    /// The value; read at each call. Throws what the serializer throws when the body cannot be read.
    /// </summary>
    public T Value => serializer.Read(Untyped.Body);

    /// <summary>The delivery underneath: key, tag, headers, the bytes of the body.</summary>
    public Delivery Untyped { get; }

    /// <summary>The index of the partition.</summary>
    public int Partition => Untyped.Partition;

    /// <summary>The place of the message in its partition.</summary>
    public long Offset => Untyped.Offset;

    /// <summary>How many times the message has been handed out, this one included; 1 is the first.</summary>
    public int Attempt => Untyped.Attempt;

    /// <summary>Cancelled when this delivery is lost: see <see cref="Delivery.LockLost"/>.</summary>
    public CancellationToken LockLost => Untyped.LockLost;

    /// <summary>Settles: see <see cref="Delivery.AckAsync"/>.</summary>
    public ValueTask AckAsync() => Untyped.AckAsync();

    /// <summary>Gives the message back: see <see cref="Delivery.NackAsync"/>.</summary>
    /// <exception cref="ActorMQException">The delay is outside its limits (<c>AMQ-2009</c>).</exception>
    public ValueTask NackAsync(TimeSpan? delay = null, string? reason = null) => Untyped.NackAsync(delay, reason);

    /// <summary>Sends the message to the dead letters: see <see cref="Delivery.RejectAsync"/>.</summary>
    /// <exception cref="ActorMQException">The group has no dead letters (<c>AMQ-2009</c>).</exception>
    public ValueTask RejectAsync(string reason) => Untyped.RejectAsync(reason);

    /// <summary>Has the lock last longer: see <see cref="Delivery.ExtendAsync"/>.</summary>
    /// <exception cref="ActorMQException">As <see cref="Delivery.ExtendAsync"/>.</exception>
    public ValueTask ExtendAsync(TimeSpan ackWait, CancellationToken cancellation = default) =>
        Untyped.ExtendAsync(ackWait, cancellation);
}
