using ActorMQ.Client;

namespace ActorMQ.Hosting;

/// <summary>One client for a whole host: connected at the first use, disposed with the host. Thread-safe.</summary>
public sealed class ActorMQClientAccess : IAsyncDisposable
{
    private readonly string endpoint;
    private readonly ClientOptions? options;
    private readonly Lock gate = new();
    private Task<ActorMQClient>? connecting;

    internal ActorMQClientAccess(string endpoint, ClientOptions? options)
    {
        this.endpoint = endpoint;
        this.options = options;
    }

    /// <summary>The client, once connected. A try that failed is not kept: the next call tries again.</summary>
    /// <exception cref="ActorMQException">No node answered within the connect timeout.</exception>
    public Task<ActorMQClient> ConnectAsync(CancellationToken cancellation = default)
    {
        lock (gate)
        {
            if (connecting is null or { IsFaulted: true } or { IsCanceled: true })
                connecting = ActorMQClient.ConnectAsync(endpoint, options, CancellationToken.None).AsTask();
            return connecting.WaitAsync(cancellation);
        }
    }

    /// <summary>Ends the client, if it was used.</summary>
    public async ValueTask DisposeAsync()
    {
        if (connecting is { IsCompletedSuccessfully: true })
            await (await connecting).DisposeAsync();
    }
}
