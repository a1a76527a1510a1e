namespace ActorMQ.Client;

/// <summary>One hand-out of a message to a consumer, to be settled once.</summary>
/// <remarks>The bytes stay valid for as long as anything refers to them.</remarks>
public readonly struct Delivery
{
    /// <summary>The bytes that were sent.</summary>
    public ReadOnlyMemory<byte> Body => throw new NotImplementedException();

    /// <summary>The body read as UTF-8; decoded at each call.</summary>
    public string Text => throw new NotImplementedException();

    /// <summary>The key; empty when the message has none.</summary>
    public ReadOnlyMemory<byte> Key => throw new NotImplementedException();

    /// <summary>The tag, or null.</summary>
    public string? Tag => throw new NotImplementedException();

    /// <summary>The headers; empty when the message has none. Decoded at each call.</summary>
    public IReadOnlyList<Header> Headers => throw new NotImplementedException();

    /// <summary>The topic.</summary>
    public string Topic => throw new NotImplementedException();

    /// <summary>The index of the partition.</summary>
    public int Partition => throw new NotImplementedException();

    /// <summary>The place of the message in its partition.</summary>
    public long Offset => throw new NotImplementedException();

    /// <summary>How many times the message has been handed out, this one included; 1 is the first.</summary>
    public int Attempt => throw new NotImplementedException();

    /// <summary>When the producer made the message's batch, by the producer's clock, to the millisecond.</summary>
    public DateTimeOffset CreatedAt => throw new NotImplementedException();

    /// <summary>Settles: the message is done for this group.</summary>
    /// <remarks>
    /// Completes when noted; <see cref="Consumer.FlushAsync"/> waits until it is durable. A second settlement of the
    /// same delivery does nothing.
    /// </remarks>
    public ValueTask AckAsync() => throw new NotImplementedException();

    /// <summary>Gives the message back, to be delivered again, with its attempt one higher. Completes when noted.</summary>
    public ValueTask NackAsync() => throw new NotImplementedException();
}
