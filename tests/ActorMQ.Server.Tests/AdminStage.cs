using ActorMQ.Client;
using ActorMQ.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorMQ.Server.Tests;

/// <summary>A node that keeps nothing, for one test, and what speaks to its HTTP port.</summary>
public abstract class AdminStage : IAsyncLifetime
{
    protected static NodeOptions Options { get; } = new()
    {
        Journal = JournalPlugin.Memory,
        RemotePort = 0,
        HttpPort = 0,
    };

    protected ActorMQNode Node { get; private set; } = null!;

    protected HttpClient Http { get; private set; } = null!;

    protected ActorMQAdmin Admin { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Node = await ActorMQNode.StartAsync(Options, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        Http = new HttpClient { BaseAddress = new Uri(Node.HttpAddress) };
        Admin = new ActorMQAdmin(Node.HttpAddress);
    }

    public virtual async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        Http.Dispose();
        await Node.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
