namespace ActorMQ.Client;

/// <summary>Settings of an <see cref="ActorMQClient"/>.</summary>
public sealed record ClientOptions
{
    /// <summary>The settings used when none are given.</summary>
    public static ClientOptions Default { get; } = new();

    /// <summary>The name that the node shows for this client in its lists and logs; at most 127 bytes.</summary>
    public string Name { get; init; } = "client";

    /// <summary>How long <c>ConnectAsync</c> keeps trying before it fails. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a question to the node may stay unanswered, reconnects included. Default 30 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause before the first try to reconnect; it doubles with each failure. Default 50 ms.</summary>
    public TimeSpan ReconnectPause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause between two tries to reconnect. Default 2 s.</summary>
    public TimeSpan ReconnectPauseMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a consumer waits for a node to come back before its loop fails with <c>AMQ-1010</c>. Default 5 min.
    /// </summary>
    public TimeSpan OutageMax { get; init; } = TimeSpan.FromMinutes(5);
}
