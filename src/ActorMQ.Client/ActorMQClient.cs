using System.Collections.Immutable;
using System.Threading.Channels;
using ActorMQ.Client.Consuming;
using ActorMQ.Client.Handling;
using ActorMQ.Client.Links;
using ActorMQ.Client.Producing;
using ActorMQ.Protocol;
using ActorMQ.Runtime;
using Google.Protobuf;

namespace ActorMQ.Client;

/// <summary>A connection to ActorMQ; makes producers and consumers. One for a process is enough; thread-safe.</summary>
/// <remarks>
/// The client reconnects by itself. Whatever waits meanwhile resumes, or fails at its deadline with an
/// <see cref="ActorMQException"/>; nothing waits for ever.
/// </remarks>
public sealed class ActorMQClient : IAsyncDisposable
{
    // Clients of one process share them: they have no thread of their own.
    private static readonly PooledRuntime Pooled = new();
    private static readonly TcpTransport Tcp = new(Pooled, new TransportOptions { WritesInline = true });

    private readonly LinkSettings settings;
    private readonly SharedLink link;
    private ImmutableList<IAsyncDisposable> users = [];
    private int isDisposed;

    private ActorMQClient(LinkSettings settings)
    {
        this.settings = settings;
        link = new SharedLink(settings);
    }

    /// <summary>Connects to a node over TCP.</summary>
    /// <param name="endpoint">
    /// <c>host:port</c>, or several with commas between them: they are tried in turn. Default port 4053.
    /// </param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ActorMQException">No node answered in <see cref="ClientOptions.ConnectTimeout"/>.</exception>
    public static ValueTask<ActorMQClient> ConnectAsync(
        string endpoint, ClientOptions? options = null, CancellationToken cancellation = default) =>
        ConnectOverAsync(Pooled, Tcp, endpoint, options, cancellation);

    /// <summary>Connects over a transport of the caller's: to a node in memory, or inside a simulation.</summary>
    /// <param name="runtime">Time, scheduling, chance and ids.</param>
    /// <param name="transport">Makes the connections; stays the caller's.</param>
    /// <param name="endpoint">One or several endpoints of that transport, with commas between them.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ActorMQException">No node answered in <see cref="ClientOptions.ConnectTimeout"/>.</exception>
    public static async ValueTask<ActorMQClient> ConnectOverAsync(
        ActorRuntime runtime,
        ITransport transport,
        string endpoint,
        ClientOptions? options = null,
        CancellationToken cancellation = default)
    {
        options ??= ClientOptions.Default;
        Limits.Check(options);
        ByteString id = ByteString.CopyFrom(runtime.NewId().ToByteArray());
        var client = new ActorMQClient(new LinkSettings(runtime, transport, Endpoints.Parse(endpoint), id, options));
        bool isConnected = false;
        try
        {
            await client.link.ConnectAsync(options.ConnectTimeout, runtime.Time, cancellation);
            isConnected = true;
            return client;
        }
        finally
        {
            if (!isConnected)
                client.link.Close();
        }
    }

    /// <summary>
    /// Makes a producer of <paramref name="topic"/>. Returns at once; the first send waits for the topic.
    /// </summary>
    /// <exception cref="ActorMQException">A name or an option is outside its limits; the client is closed.</exception>
    public Producer Producer(string topic, ProducerOptions? options = null)
    {
        Limits.CheckTopic(topic);
        options ??= ProducerOptions.Default;
        Limits.Check(options);
        CheckOpen();
        var session = new ProducerSession(topic, options, settings, link);
        var producer = new Producer(session, Forget, link);
        link.Add(session);
        if (link.IsUp)
            session.OnUp();
        ImmutableInterlocked.Update(ref users, static (all, one) => all.Add(one), producer);
        return producer;
    }

    /// <summary>Makes a consumer of <paramref name="topic"/> as a member of <paramref name="group"/>.</summary>
    /// <remarks>
    /// Returns at once and subscribes in the background, over a connection of its own. A group that is new starts at
    /// the oldest message.
    /// </remarks>
    /// <exception cref="ActorMQException">A name or an option is outside its limits; the client is closed.</exception>
    public Consumer Subscribe(string topic, string group, ConsumerOptions? options = null)
    {
        Limits.CheckTopic(topic);
        Limits.CheckGroup(group);
        options ??= ConsumerOptions.Default;
        Limits.Check(options);
        CheckOpen();
        var session = new ConsumerSession(topic, group, options, settings);
        var consumer = new Consumer(session, Forget);
        ImmutableInterlocked.Update(ref users, static (all, one) => all.Add(one), consumer);
        session.Start();
        return consumer;
    }

    /// <summary>
    /// Hands every message of <paramref name="topic"/> that <paramref name="group"/> is given to a handler, several at
    /// a time, until it is stopped.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="group">The group, of which this becomes a member.</param>
    /// <param name="handler">
    /// Handles one delivery; see <see cref="MessageHandling"/> for its token. When it returns, the delivery is acked,
    /// unless <see cref="MessageHandlerOptions.AutoComplete"/> is off; when it throws, the delivery is nacked.
    /// </param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="ActorMQException">A name or an option is outside its limits; the client is closed.</exception>
    public MessageHandling Process(
        string topic,
        string group,
        Func<Delivery, CancellationToken, ValueTask> handler,
        MessageHandlerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Limits.CheckTopic(topic);
        Limits.CheckGroup(group);
        options ??= MessageHandlerOptions.Default;
        Limits.Check(options);
        CheckOpen();
        ConsumerOptions receiving = options.Receiving with
        {
            ExtendMax = options.MaxAutoRenew,
            Concurrency = options.MaxConcurrentCalls,
        };
        var session = new ConsumerSession(topic, group, receiving, settings);
        var loop = new HandlingLoop(session, handler, options);
        var handling = new MessageHandling(loop, Forget);
        ImmutableInterlocked.Update(ref users, static (all, one) => all.Add(one), handling);
        session.Start();
        loop.Start();
        return handling;
    }

    /// <summary>Makes a producer whose messages are values that <paramref name="serializer"/> writes.</summary>
    /// <exception cref="ActorMQException">A name or an option is outside its limits; the client is closed.</exception>
    public Producer<T> Producer<T>(string topic, ISerializer<T> serializer, ProducerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        return new Producer<T>(Producer(topic, options), serializer);
    }

    /// <summary>Makes a consumer whose messages are values that <paramref name="serializer"/> reads.</summary>
    /// <exception cref="ActorMQException">A name or an option is outside its limits; the client is closed.</exception>
    public Consumer<T> Subscribe<T>(
        string topic, string group, ISerializer<T> serializer, ConsumerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        return new Consumer<T>(Subscribe(topic, group, options), serializer);
    }

    /// <summary>
    /// Hands every message to a handler as <c>Process</c> does, with values that <paramref name="serializer"/> reads.
    /// A message that cannot be read fails its handler where it asks for the value.
    /// </summary>
    /// <exception cref="ActorMQException">A name or an option is outside its limits; the client is closed.</exception>
    public MessageHandling Process<T>(
        string topic,
        string group,
        ISerializer<T> serializer,
        Func<Delivery<T>, CancellationToken, ValueTask> handler,
        MessageHandlerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(handler);
        return Process(
            topic, group, (delivery, ending) => handler(new Delivery<T>(delivery, serializer), ending), options);
    }

    /// <summary>
    /// What happens to the client and its consumers beside the calls: connected, lost, slow consumer, lock lost. The
    /// last 1,024 events wait here; what is dropped before is counted in the next one.
    /// </summary>
    public ChannelReader<ClientEvent> Events => settings.Events.Reader;

    /// <summary>
    /// Ends all producers and consumers of this client as their own dispose does, all at a time, then the connection.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0)
            return;
        await Task.WhenAll(users.Select(static user => user.DisposeAsync().AsTask()));
        link.Close();
        settings.Events.Complete();
    }

    private void Forget(IAsyncDisposable user) =>
        ImmutableInterlocked.Update(ref users, static (all, one) => all.Remove(one), user);

    private void CheckOpen()
    {
        if (Volatile.Read(ref isDisposed) != 0)
            throw ErrorCatalogue.Closed.With("The client is closed.");
    }
}
