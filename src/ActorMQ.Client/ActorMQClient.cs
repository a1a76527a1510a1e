namespace ActorMQ.Client;

/// <summary>A connection to ActorMQ; makes producers and consumers. One for a process is enough; thread-safe.</summary>
/// <remarks>
/// The client reconnects by itself. Whatever waits meanwhile resumes, or fails at its deadline with an
/// <see cref="ActorMQException"/>; nothing waits for ever.
/// </remarks>
public sealed class ActorMQClient : IAsyncDisposable
{
    private ActorMQClient()
    {
    }

    /// <summary>Connects to a node.</summary>
    /// <param name="endpoint">
    /// <c>host:port</c>, or several with commas between them: they are tried in turn. Default port 4053.
    /// </param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ActorMQException">No node answered within <see cref="ClientOptions.ConnectTimeout"/>.</exception>
    public static ValueTask<ActorMQClient> ConnectAsync(
        string endpoint, ClientOptions? options = null, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Makes a producer of <paramref name="topic"/>. Returns at once; the first send looks the topic up.</summary>
    /// <exception cref="ActorMQException">The name or an option is outside its limits.</exception>
    public Producer Producer(string topic, ProducerOptions? options = null) => throw new NotImplementedException();

    /// <summary>Makes a consumer of <paramref name="topic"/> as a member of <paramref name="group"/>.</summary>
    /// <remarks>
    /// Returns at once and subscribes in the background. A group that is new starts at the oldest message.
    /// </remarks>
    /// <exception cref="ActorMQException">A name or an option is outside its limits.</exception>
    public Consumer Subscribe(string topic, string group, ConsumerOptions? options = null) =>
        throw new NotImplementedException();

    /// <summary>Ends all producers and consumers of this client as their own dispose does, then the connection.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
