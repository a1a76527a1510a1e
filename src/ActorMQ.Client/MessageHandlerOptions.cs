namespace ActorMQ.Client;

/// <summary>Settings of a <see cref="MessageHandling"/>.</summary>
public sealed record MessageHandlerOptions
{
    /// <summary>The settings used when none are given.</summary>
    public static MessageHandlerOptions Default { get; } = new();

    /// <summary>How many deliveries are handled at a time, 1 to 4,096. Default 1.</summary>
    public int MaxConcurrentCalls { get; init; } = 1;

    /// <summary>
    /// Whether a delivery that the handler has not settled is acked when the handler returns. Default true. When it
    /// throws, the delivery is nacked in either case, with the exception's type and message as the reason.
    /// </summary>
    public bool AutoComplete { get; init; } = true;

    /// <summary>
    /// How long the lock of a delivery is renewed while its handler runs. Default 5 min. After that the lock ends with
    /// its ack wait, the handler's token is cancelled, and the message is delivered again.
    /// </summary>
    public TimeSpan MaxAutoRenew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long <see cref="MessageHandling.StopAsync"/> waits for handlers that run; then their tokens are cancelled
    /// and what they hold is handed back. Default 30 s.
    /// </summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Called with what a handler threw, and with what went wrong in receiving; null: nobody is. May be called by
    /// several handlers at a time. What it throws itself ends the handling (see
    /// <see cref="MessageHandling.Completion"/>).
    /// </summary>
    public Action<HandlingError>? OnError { get; init; }

    /// <summary>
    /// The window and the ack wait of the consumer; its <c>ExtendMax</c> and <c>Concurrency</c> follow from here.
    /// </summary>
    public ConsumerOptions Receiving { get; init; } = ConsumerOptions.Default;
}
