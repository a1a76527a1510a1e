using ActorMQ.Client.Links;
using ActorMQ.Client.Producing;

namespace ActorMQ.Client;

/// <summary>Sends messages to one topic: in order per partition, each stored once. Thread-safe.</summary>
/// <remarks>
/// Messages travel in batches. There is no waiting for a batch to fill: what is sent while earlier batches are on
/// their way goes out together as the next one. Messages with equal keys share a partition.
/// </remarks>
public sealed class Producer : IAsyncDisposable
{
    private readonly ProducerSession session;
    private readonly Action<Producer> onClosed;
    private readonly SharedLink link;

    internal Producer(ProducerSession session, Action<Producer> onClosed, SharedLink link)
    {
        this.session = session;
        this.onClosed = onClosed;
        this.link = link;
    }

    /// <summary>The topic.</summary>
    public string Topic => session.Topic;

    /// <summary>Sends a message. The task completes when the node has stored it durably.</summary>
    /// <remarks>
    /// The memory of the message is to stay as it is until the task completes. When the limits of
    /// <see cref="ProducerOptions"/> for what is in flight are reached, the call waits. Await the task once only.
    /// Cancelling ends the wait for room; a message that was accepted is sent.
    /// </remarks>
    /// <exception cref="ActorMQException">A size is over its limit; the topic is unknown; the time is over.</exception>
    public ValueTask<SendReceipt> SendAsync(Message message, CancellationToken cancellation = default) =>
        session.SendAsync(message, cancellation);

    /// <summary>Sends a message that is only a body. See <see cref="SendAsync(Message, CancellationToken)"/>.</summary>
    public ValueTask<SendReceipt> SendAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation = default) =>
        session.SendAsync(body, cancellation);

    /// <summary>Sends several messages and waits for all of them.</summary>
    /// <returns>The receipts in the order of <paramref name="messages"/>.</returns>
    /// <exception cref="ActorMQException">The first failure, after all have ended.</exception>
    public async ValueTask<IReadOnlyList<SendReceipt>> SendBatchAsync(
        IReadOnlyList<Message> messages, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ValueTask<SendReceipt>[] tasks = session.SendAll(messages, cancellation);
        var receipts = new SendReceipt[tasks.Length];
        ActorMQException? failure = null;
        for (int index = 0; index < tasks.Length; index++)
        {
            try
            {
                receipts[index] = await tasks[index];
            }
            catch (ActorMQException failed)
            {
                failure ??= failed;
            }
        }
        return failure is null ? receipts : throw failure;
    }

    /// <summary>Completes when everything that was sent before has been stored or has failed.</summary>
    public ValueTask FlushAsync(CancellationToken cancellation = default) => session.FlushAsync(cancellation);

    /// <summary>Takes no more messages, and completes when what was sent has been stored or has failed.</summary>
    public async ValueTask DisposeAsync()
    {
        ActorMQException closed = ErrorCatalogue.Closed.With($"The producer of topic {Topic} is closed.");
        session.StopTaking(closed);
        await session.FlushAsync(CancellationToken.None);
        link.Remove(session);
        session.End(closed);
        onClosed(this);
    }
}
