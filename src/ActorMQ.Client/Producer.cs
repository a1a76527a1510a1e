namespace ActorMQ.Client;

/// <summary>Sends messages to one topic: in order per partition, each stored once. Thread-safe.</summary>
/// <remarks>
/// Messages travel in batches. There is no waiting for a batch to fill: what is sent while earlier batches are on
/// their way goes out together as the next one. Messages with equal keys share a partition.
/// </remarks>
public sealed class Producer : IAsyncDisposable
{
    internal Producer()
    {
    }

    /// <summary>The topic.</summary>
    public string Topic => throw new NotImplementedException();

    /// <summary>Sends a message. The task completes when the node has stored it durably.</summary>
    /// <remarks>
    /// The message is copied before the call returns. When the limits of <see cref="ProducerOptions"/> for what is
    /// in flight are reached, the call waits. Await the task once only. Cancelling ends the wait for room; a message
    /// that was accepted is sent.
    /// </remarks>
    /// <exception cref="ActorMQException">A size is over its limit, the topic is unknown, or the time is over.</exception>
    public ValueTask<SendReceipt> SendAsync(Message message, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Sends a message that is only a body. See <see cref="SendAsync(Message, CancellationToken)"/>.</summary>
    public ValueTask<SendReceipt> SendAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Sends several messages and waits for all of them.</summary>
    /// <returns>The receipts in the order of <paramref name="messages"/>.</returns>
    /// <exception cref="ActorMQException">The first failure, after all have ended.</exception>
    public ValueTask<IReadOnlyList<SendReceipt>> SendBatchAsync(
        IReadOnlyList<Message> messages, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Completes when everything that was sent before has been stored or has failed.</summary>
    public ValueTask FlushAsync(CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Takes no more messages, and completes when what was sent has been stored or has failed.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
