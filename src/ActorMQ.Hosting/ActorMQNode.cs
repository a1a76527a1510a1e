using ActorMQ.Broker;
using ActorMQ.Hosting.Http;
using ActorMQ.Journal;
using ActorMQ.Journal.Sqlite;
using ActorMQ.Protocol;
using ActorMQ.Runtime;
using Microsoft.Extensions.Logging;

namespace ActorMQ.Hosting;

/// <summary>A running node: broker, journal, data directory and HTTP port, wired together.</summary>
public sealed class ActorMQNode : IAsyncDisposable
{
    private readonly NodeHealth health = new();
    private readonly Stack<Func<ValueTask>> undo = new();
    private BrokerNode? broker;
    private AdminServer? admin;

    private ActorMQNode(NodeOptions options) => Options = options;

    /// <summary>The settings that it was started with.</summary>
    public NodeOptions Options { get; }

    /// <summary>Where it takes frames, <c>host:port</c>.</summary>
    public string Endpoint => broker!.Endpoint;

    /// <summary>Where its admin API is, <c>http://host:port</c>.</summary>
    public string HttpAddress => admin!.Address;

    /// <summary>What its admin API can do, as methods and patterns of addresses.</summary>
    internal IEnumerable<(string Method, string Pattern)> HttpRoutes => admin!.Routes;

    /// <summary>
    /// Completes when the node has ended, also by itself: then what it needs broke, and its log says how.
    /// </summary>
    public Task WhenTerminated => broker!.WhenTerminated;

    /// <summary>Starts a node and waits until it takes work.</summary>
    /// <exception cref="NodeStartException">
    /// Another process has the data directory, a port is taken, or the directory cannot be used.
    /// </exception>
    public static async Task<ActorMQNode> StartAsync(
        NodeOptions options, ILoggerFactory logs, CancellationToken cancellation = default)
    {
        var node = new ActorMQNode(options);
        try
        {
            await node.OpenAsync(logs, cancellation);
            return node;
        }
        catch (Exception failure)
        {
            await node.DisposeAsync();
            if (StartFailures.Explain(failure) is { } reason)
                throw new NodeStartException(reason, failure);
            throw;
        }
    }

    /// <summary>Stops in order: not ready, HTTP port, broker, journal, lock of the data directory.</summary>
    public async ValueTask DisposeAsync()
    {
        health.IsReady = false;
        while (undo.TryPop(out Func<ValueTask>? step))
            await step();
    }

    // Undone in the opposite order: the lane's thread ends before the journal that it uses.
    private async Task OpenAsync(ILoggerFactory logs, CancellationToken cancellation)
    {
        var runtime = new PooledRuntime(chainsTurns: true);
        IJournal journal = OpenJournal(runtime.NewId());
        undo.Push(() => Report(journal.Figures, logs));
        Own(runtime);
        broker = await BrokerNode.StartAsync(BrokerOptions(), runtime, Transport(runtime, logs), journal, logs);
        undo.Push(broker.DisposeAsync);
        admin = await AdminServer.StartAsync(Options, broker, health, logs, transport: null, cancellation);
        undo.Push(admin.DisposeAsync);
        health.IsReady = true;
    }

    private static ValueTask Report(in JournalFigures figures, ILoggerFactory logs)
    {
        logs.CreateLogger("ActorMQ.Hosting").JournalClosed(
            figures.BytesAppended, figures.Appends, figures.Commits, figures.BytesPurged);
        return ValueTask.CompletedTask;
    }

    private static TcpTransport Transport(PooledRuntime runtime, ILoggerFactory logs)
    {
        ILogger log = logs.CreateLogger("ActorMQ.Hosting");
        return new TcpTransport(runtime, new TransportOptions
        {
            ContainsFault = fault =>
            {
                log.HandlerFailed(fault);
                return true;
            },
        });
    }

    private IJournal OpenJournal(Guid incarnation)
    {
        if (Options.Journal == JournalPlugin.Memory)
            return Own(new MemoryJournal());
        Own(DataDirectoryLock.Acquire(Path.GetFullPath(Options.DataDirectory), incarnation));
        return Own(SqliteJournal.Open(Options.SqliteFile));
    }

    private BrokerOptions BrokerOptions() => new()
    {
        Endpoint = $"{Options.RemoteHost}:{Options.RemotePort}",
        NodeId = Options.NodeId,
        BatchBytesMax = Options.BatchBytesMax,
        CacheBytesMax = Options.CacheBytesMax,
        AckWait = Options.AckWait,
    };

    private T Own<T>(T part)
        where T : IDisposable
    {
        undo.Push(() =>
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        });
        return part;
    }
}
