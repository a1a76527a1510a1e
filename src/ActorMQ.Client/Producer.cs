using System.Buffers;
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

    /// <summary>
    /// Sends a message, as <see cref="SendAsync(Message, CancellationToken)"/> does; a failure is a result and throws
    /// nothing.
    /// </summary>
    /// <exception cref="OperationCanceledException">The wait for room was cancelled.</exception>
    public ValueTask<SendResult> TrySendAsync(Message message, CancellationToken cancellation = default) =>
        session.TrySendAsync(message, cancellation);

    /// <summary>
    /// Takes a message to be sent, and completes at once unless it has to wait for room: for senders that keep many
    /// messages on their way. <see cref="FlushAsync"/> waits for the end of all.
    /// </summary>
    /// <param name="message">Its memory is to stay as it is until <paramref name="done"/> is called.</param>
    /// <param name="done">
    /// Called once when the message has been stored (with null) or has failed; null: nobody wants to know. It must
    /// return soon and must not throw: it runs where the next ones wait, and what it throws ends the process.
    /// </param>
    /// <param name="cancellation">Ends the wait for room; a message that was taken is sent.</param>
    /// <exception cref="ActorMQException">
    /// The message was not taken, and <paramref name="done"/> will not be called: a size is over its limit, the topic
    /// is unknown, or there was no room in time.
    /// </exception>
    public ValueTask EnqueueAsync(
        Message message,
        Action<SendReceipt, ActorMQException?>? done = null,
        CancellationToken cancellation = default) =>
        session.EnqueueAsync(message, new SendWatch(done), cancellation);

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

/// <summary>A <see cref="Producer"/> whose messages are values. Thread-safe.</summary>
/// <typeparam name="T">The values.</typeparam>
public sealed class Producer<T> : IAsyncDisposable
{
    private readonly ISerializer<T> serializer;

    internal Producer(Producer untyped, ISerializer<T> serializer)
    {
        Untyped = untyped;
        this.serializer = serializer;
    }

    /// <summary>The topic.</summary>
    public string Topic => Untyped.Topic;

    /// <summary>
    /// The producer underneath, for messages with a tag or headers: <c>Untyped.SendAsync(ToMessage(value) with { Tag =
    /// "blue" })</c>.
    /// </summary>
    public Producer Untyped { get; }

    /// <summary>A message whose body is <paramref name="value"/>, and with a key if one is given.</summary>
    public Message ToMessage(T value, string? key = null)
    {
        var body = new ArrayBufferWriter<byte>();
        serializer.Write(value, body);
        return key is null ? new Message(body.WrittenMemory) : new Message("", key) { Body = body.WrittenMemory };
    }

    /// <summary>Sends a value, as <see cref="Producer.SendAsync(Message, CancellationToken)"/> does.</summary>
    /// <exception cref="ActorMQException">A size is over its limit; the topic is unknown; the time is over.</exception>
    public ValueTask<SendReceipt> SendAsync(T value, string? key = null, CancellationToken cancellation = default) =>
        Untyped.SendAsync(ToMessage(value, key), cancellation);

    /// <summary>Sends a value, as <see cref="Producer.TrySendAsync"/> does.</summary>
    public ValueTask<SendResult> TrySendAsync(
        T value, string? key = null, CancellationToken cancellation = default) =>
        Untyped.TrySendAsync(ToMessage(value, key), cancellation);

    /// <summary>Takes a value to be sent, as <see cref="Producer.EnqueueAsync"/> does.</summary>
    /// <exception cref="ActorMQException">The message was not taken.</exception>
    public ValueTask EnqueueAsync(
        T value,
        string? key = null,
        Action<SendReceipt, ActorMQException?>? done = null,
        CancellationToken cancellation = default) =>
        Untyped.EnqueueAsync(ToMessage(value, key), done, cancellation);

    /// <summary>Completes when everything that was sent before has been stored or has failed.</summary>
    public ValueTask FlushAsync(CancellationToken cancellation = default) => Untyped.FlushAsync(cancellation);

    /// <summary>Takes no more messages, and completes when what was sent has been stored or has failed.</summary>
    public ValueTask DisposeAsync() => Untyped.DisposeAsync();
}
