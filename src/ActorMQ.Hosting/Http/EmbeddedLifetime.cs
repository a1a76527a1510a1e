using Microsoft.Extensions.Hosting;

namespace ActorMQ.Hosting.Http;

/// <summary>Leaves signals to the host around: only the node starts and stops its HTTP port.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
