using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ActorMQ.Hosting;

/// <summary>Starts a node with the host around it and stops it with the host; a node that ends ends the host.</summary>
internal sealed class NodeLifetime(
    IOptions<NodeOptions> options, ILoggerFactory logs, IHostApplicationLifetime host) : IHostedService, INodeAccess
{
    private readonly TaskCompletionSource<ActorMQNode> started =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile bool stopping;

    public Task<ActorMQNode> Node => started.Task;

    public bool HasFailed { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ActorMQNode node = await ActorMQNode.StartAsync(options.Value, logs, cancellationToken);
        started.TrySetResult(node);
        _ = EndWithAsync(node);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        stopping = true;
        if (started.Task.IsCompletedSuccessfully)
            await (await started.Task).DisposeAsync().AsTask().WaitAsync(cancellationToken);
    }

    private async Task EndWithAsync(ActorMQNode node)
    {
        await node.WhenTerminated;
        if (stopping)
            return;
        HasFailed = true;
        host.StopApplication();
    }
}
