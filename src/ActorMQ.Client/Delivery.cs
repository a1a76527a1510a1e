using System.Text;
using ActorMQ.Client.Consuming;
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

    /// <summary>Settles: the message is done for this group.</summary>
    /// <remarks>
    /// Completes when noted; <see cref="Consumer.FlushAsync"/> waits until it is durable. A second settlement of the
    /// same delivery does nothing.
    /// </remarks>
    public ValueTask AckAsync()
    {
        batch.Settler.Ack(batch, index);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Gives the message back, to be delivered again, with its attempt one higher. Completes when noted.
    /// </summary>
    public ValueTask NackAsync()
    {
        batch.Settler.Nack(batch, index);
        return ValueTask.CompletedTask;
    }
}
