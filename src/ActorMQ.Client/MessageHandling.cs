using ActorMQ.Client.Handling;

namespace ActorMQ.Client;

/// <summary>
/// Hands every delivery of a consumer to a handler, several at a time, settles as it ends, and stops without leaving
/// anything locked. Thread-safe.
/// </summary>
/// <remarks>
/// It begins at once. Its handler is given a token that is cancelled when the lock of the delivery is lost, or when
/// stopping takes longer than <see cref="MessageHandlerOptions.StopTimeout"/>.
/// </remarks>
public sealed class MessageHandling : IAsyncDisposable
{
    private readonly HandlingLoop loop;
    private readonly Action<MessageHandling> onClosed;

    internal MessageHandling(HandlingLoop loop, Action<MessageHandling> onClosed)
    {
        this.loop = loop;
        this.onClosed = onClosed;
    }

    /// <summary>The topic.</summary>
    public string Topic => loop.Topic;

    /// <summary>The group.</summary>
    public string Group => loop.Group;

    /// <summary>How many handlers run at present.</summary>
    public int Running => loop.Running;

    /// <summary>
    /// Completes when the handling has stopped. Fails when it ended by itself: the topic is unknown or the like
    /// (<see cref="ActorMQException"/>), or <see cref="MessageHandlerOptions.OnError"/> threw.
    /// </summary>
    public Task Completion => loop.Completion;

    /// <summary>
    /// Stops: no new deliveries; the handlers that run may end within <see cref="MessageHandlerOptions.StopTimeout"/>;
    /// what is settled is made durable, and the rest is handed back at once. Nothing stays locked.
    /// </summary>
    /// <param name="cancellation">Ends the wait for handlers early, as if the stop timeout had passed.</param>
    public async ValueTask StopAsync(CancellationToken cancellation = default)
    {
        await loop.StopAsync(cancellation);
        onClosed(this);
    }

    /// <summary>Stops, as <see cref="StopAsync"/> does.</summary>
    public ValueTask DisposeAsync() => StopAsync(CancellationToken.None);
}
